package org.sightline.storage.file.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;
import org.sightline.storage.spi.StorageBackend;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the objects of a region in a directory. */
@Component(
        configurationPid = FileStorageBackend.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true)
@Designate(ocd = FileStorageBackend.Config.class, factory = true)
public final class FileStorageBackend implements StorageBackend {
    static final String PID = "org.sightline.storage.file";
    private static final Logger LOG = LoggerFactory.getLogger(FileStorageBackend.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int COUNT_MILLIS = 500;
    private static final int BUFFER = 1 << 16;
    private static final int MAX_INCOMING_ATTEMPTS = 3;

    @ObjectClassDefinition(name = "%file.name", description = "%file.description", localization = "OSGI-INF/l10n/file")
    @interface Config {
        @AttributeDefinition(name = "%name.name", description = "%name.description")
        String name();

        @AttributeDefinition(name = "%region.name", description = "%region.description")
        String region();

        @AttributeDefinition(name = "%directory.name", description = "%directory.description")
        String directory() default "";

        @AttributeDefinition(name = "%minFreeMegabytes.name", description = "%minFreeMegabytes.description")
        long minFreeMegabytes() default 512;

        @AttributeDefinition(name = "%capacityMegabytes.name", description = "%capacityMegabytes.description")
        long capacityMegabytes() default 0;
    }

    private final Settings settings;
    private final Layout layout;
    private final Disk disk;
    private final Room room;
    private final Checkup checkup;

    @Activate
    public FileStorageBackend(Config config, Map<String, Object> properties) {
        this(
                Settings.of(config, String.valueOf(properties.getOrDefault("service.pid", PID))),
                Clock.systemUTC(),
                Disk.REAL,
                PATIENCE);
    }

    /** @param patience how long the disk may take to say how it is */
    FileStorageBackend(Settings settings, Clock clock, Disk disk, Duration patience) {
        this.settings = settings;
        this.layout = new Layout(settings.root());
        this.disk = disk;
        this.room = new Room(settings, disk);
        this.checkup = new Checkup(settings, patience, this::look);
        start(clock);
    }

    private void start(Clock clock) {
        try {
            layout.prepare();
            int removed = layout.removeAbandoned(clock.instant());
            LOG.info("Storage {} serves {} from {}", name(), region(), layout.root());
            if (removed > 0) {
                LOG.info("Storage {} removed {} incomplete objects of an earlier run", name(), removed);
            }
            room.countUnlessCounted(layout, checkup::first);
            room.isCounted(COUNT_MILLIS);
        } catch (IOException e) {
            LOG.error("{}", settings.unusable(e));
        } catch (InterruptedException e) { // it is counted later
            Thread.currentThread().interrupt();
        }
    }

    @Deactivate
    void close() {
        checkup.close();
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public String region() {
        return settings.region();
    }

    @Override
    public Health health() {
        return checkup.health();
    }

    private Health look() {
        try {
            layout.prepare();
            long left = room.left();
            if (!Files.isWritable(layout.root())) {
                return new Health(false, left, settings.unusable("cannot write to " + layout.root()));
            }
            String obstacle = room.obstacle();
            return new Health(obstacle.isEmpty(), left, obstacle.isEmpty() ? name() + " is ready" : obstacle);
        } catch (IOException e) {
            return new Health(false, 0, settings.unusable(e));
        }
    }

    @Override
    public void put(ObjectKey key, InputStream bytes, long length) throws StorageException {
        if (layout.find(key).isPresent()) {
            throw exists(key);
        }
        reserve(length);
        boolean stored = false;
        Path part = layout.freshIncoming();
        try {
            try (FileChannel channel = disk.create(part)) {
                channel.lock(); // while it is held nobody takes the file for abandoned
                copy(key, bytes, length, channel);
                channel.force(true);
                publish(part, key);
                stored = true;
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (FileAlreadyExistsException e) {
            throw exists(key);
        } catch (IOException e) {
            throw failed(key, e);
        } finally {
            if (!stored) {
                room.release(length);
            }
        }
    }

    private void reserve(long length) throws StorageException {
        try {
            layout.prepare();
            room.countUnlessCounted(layout, checkup::first);
            room.reserve(length);
        } catch (IOException e) {
            throw new StorageException(Reason.YOUR_SETTINGS, settings.unusable(e), e);
        }
    }

    private static void copy(ObjectKey key, InputStream bytes, long length, FileChannel channel)
            throws StorageException, IOException {
        byte[] buffer = new byte[BUFFER];
        long left = length;
        while (left > 0) {
            int count = bytes.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw new StorageException(
                        Reason.CORRUPT, "the content of " + key.path() + " ended " + left + " bytes early");
            }
            ByteBuffer chunk = ByteBuffer.wrap(buffer, 0, count);
            while (chunk.hasRemaining()) {
                channel.write(chunk);
            }
            left -= count;
        }
    }

    /** Another thread may remove the object's directory, empty for a moment, between its creation and its use. */
    private void publish(Path part, ObjectKey key) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                Durable.publish(part, layout.prepareFile(key));
                return;
            } catch (NoSuchFileException e) {
                if (attempt == MAX_INCOMING_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static StorageException exists(ObjectKey key) {
        return new StorageException(Reason.EXISTS, "there already is an object " + key.path());
    }

    private StorageException failed(ObjectKey key, IOException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("No space left") || message.contains("quota exceeded")) {
            return new StorageException(Reason.FULL, room.full(0), e);
        }
        if (e instanceof java.nio.file.AccessDeniedException || message.contains("Read-only file system")) {
            return new StorageException(Reason.YOUR_SETTINGS, settings.unusable(e), e);
        }
        return new StorageException(Reason.TRY_AGAIN, "storage " + name() + " failed on " + key.path() + ": " + e, e);
    }

    @Override
    public InputStream read(ObjectKey key, long offset, long length) throws StorageException {
        Path file = layout.find(key).orElseThrow(() -> notFound(key));
        try {
            FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
            if (channel.size() - offset < length) {
                channel.close();
                throw new StorageException(Reason.CORRUPT, "the object " + key.path() + " is shorter than it was");
            }
            channel.position(offset);
            return new LimitedStream(Channels.newInputStream(channel), length);
        } catch (NoSuchFileException e) {
            throw notFound(key);
        } catch (IOException e) {
            throw failed(key, e);
        }
    }

    private static StorageException notFound(ObjectKey key) {
        return new StorageException(Reason.NOT_FOUND, "there is no object " + key.path());
    }

    @Override
    public Optional<Long> length(ObjectKey key) throws StorageException {
        requireRoot();
        Optional<Path> file = layout.find(key);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.size(file.get()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed(key, e);
        }
    }

    /** A disk that is not mounted must not look like one without objects. */
    private void requireRoot() throws StorageException {
        if (!Files.isDirectory(layout.root(), LinkOption.NOFOLLOW_LINKS)) {
            throw new StorageException(
                    Reason.YOUR_SETTINGS,
                    settings.unusable(new NoSuchFileException(layout.root().toString())));
        }
    }

    @Override
    public boolean delete(ObjectKey key) throws StorageException {
        requireRoot();
        Optional<Path> file = layout.find(key);
        if (file.isEmpty()) {
            return false;
        }
        try {
            long length = Files.size(file.get());
            boolean deleted = Files.deleteIfExists(file.get());
            if (deleted) {
                room.release(length);
            }
            Durable.sync(file.get().getParent());
            layout.removeEmptyDirectories(key);
            return deleted;
        } catch (NoSuchFileException e) { // another thread deletes too
            return false;
        } catch (IOException e) {
            throw failed(key, e);
        }
    }

    @Override
    public Stream<ObjectKey> list(String prefix) throws StorageException {
        requireRoot();
        return layout.list(prefix);
    }
}
