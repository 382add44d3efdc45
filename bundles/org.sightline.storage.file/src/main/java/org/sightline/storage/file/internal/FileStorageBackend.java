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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
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
    private static final int MEGABYTE = 1 << 20;
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
    }

    /** Free bytes on the disk of a directory. */
    @FunctionalInterface
    interface FreeSpace {
        long of(Path directory) throws IOException;
    }

    private final String name;
    private final String region;
    private final String configuration;
    private final long minFree;
    private final Layout layout;
    private final FreeSpace freeSpace;

    @Activate
    public FileStorageBackend(Config config, Map<String, Object> properties) {
        this(
                config,
                String.valueOf(properties.getOrDefault("service.pid", PID)),
                Clock.systemUTC(),
                directory -> Files.getFileStore(directory).getUsableSpace());
    }

    FileStorageBackend(Config config, String configuration, Clock clock, FreeSpace freeSpace) {
        this.configuration = configuration;
        this.name = text("name", config.name());
        this.region = text("region", config.region());
        if (config.minFreeMegabytes() < 0) {
            throw bad("minFreeMegabytes", "0 or more");
        }
        this.minFree = config.minFreeMegabytes() * MEGABYTE;
        this.layout = new Layout(directory(config.directory()).resolve(region));
        this.freeSpace = freeSpace;
        start(clock);
    }

    private String text(String key, String value) {
        if (value == null || !value.matches("[a-z0-9][a-z0-9-]{0,38}[a-z0-9]")) {
            throw bad(key, "2 to 40 lower-case letters, digits or hyphens");
        }
        return value;
    }

    private Path directory(String text) {
        if (text == null || text.isBlank()) {
            return Path.of(System.getProperty("karaf.data", "data"), "sightline", "storage")
                    .toAbsolutePath();
        }
        Path path;
        try {
            path = Path.of(text);
        } catch (java.nio.file.InvalidPathException e) {
            throw bad("directory", "not a path");
        }
        if (!path.isAbsolute()) {
            throw bad("directory", "an absolute path");
        }
        return path.normalize();
    }

    private IllegalArgumentException bad(String key, String rule) {
        return new IllegalArgumentException(key + " of " + configuration + ": " + rule);
    }

    private void start(Clock clock) {
        try {
            layout.prepare();
            int removed = layout.removeAbandoned(clock.instant());
            LOG.info("Storage {} serves {} from {}", name, region, layout.root());
            if (removed > 0) {
                LOG.info("Storage {} removed {} incomplete objects of an earlier run", name, removed);
            }
        } catch (IOException e) {
            LOG.error("{}", settings(e));
        }
    }

    private String settings(IOException e) {
        return "storage " + name + " cannot use " + layout.root() + " ("
                + e.getClass().getSimpleName() + "): check directory in the configuration " + configuration;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String region() {
        return region;
    }

    @Override
    public Health health() {
        try {
            layout.prepare();
            long free = freeSpace.of(layout.root());
            if (!Files.isWritable(layout.root())) {
                return new Health(
                        false,
                        free,
                        "storage " + name + " cannot write to " + layout.root()
                                + ": check directory in the configuration " + configuration);
            }
            boolean room = free >= minFree;
            return new Health(room, free, room ? name + " is ready" : full(free));
        } catch (IOException e) {
            return new Health(false, 0, settings(e));
        }
    }

    private String full(long free) {
        return "storage " + name + " is full: " + free / MEGABYTE + " MB left on " + layout.root()
                + ", minFreeMegabytes in the configuration " + configuration + " is " + minFree / MEGABYTE;
    }

    @Override
    public void put(ObjectKey key, InputStream bytes, long length) throws StorageException {
        if (layout.find(key).isPresent()) {
            throw exists(key);
        }
        prepareRoom(length);
        Path part = layout.freshIncoming();
        try {
            try (FileChannel channel = Durable.createFile(part)) {
                channel.lock(); // while it is held nobody takes the file for abandoned
                copy(key, bytes, length, channel);
                channel.force(true);
                publish(part, key);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (FileAlreadyExistsException e) {
            throw exists(key);
        } catch (IOException e) {
            throw failed(key, e);
        }
    }

    private void prepareRoom(long length) throws StorageException {
        long free;
        try {
            layout.prepare();
            free = freeSpace.of(layout.root());
        } catch (IOException e) {
            throw new StorageException(Reason.YOUR_SETTINGS, settings(e), e);
        }
        if (free - length < minFree) {
            throw new StorageException(Reason.FULL, full(free));
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
            return new StorageException(Reason.FULL, full(0), e);
        }
        if (e instanceof java.nio.file.AccessDeniedException || message.contains("Read-only file system")) {
            return new StorageException(Reason.YOUR_SETTINGS, settings(e), e);
        }
        return new StorageException(Reason.TRY_AGAIN, "storage " + name + " failed on " + key.path() + ": " + e, e);
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
                    settings(new NoSuchFileException(layout.root().toString())));
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
            boolean deleted = Files.deleteIfExists(file.get());
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
