package org.sightline.storage.spi;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;

/** A backend in memory, for tests; it can be told to fail. */
public final class InMemoryStorageBackend implements StorageBackend {
    private final String name;
    private final String region;
    private final Map<ObjectKey, byte[]> objects;
    private volatile Optional<Reason> failure = Optional.empty();
    private volatile Optional<Reason> refusal = Optional.empty();
    private volatile Optional<ObjectKey> kept = Optional.empty();

    public InMemoryStorageBackend(String name, String region) {
        this(name, region, new ConcurrentHashMap<>());
    }

    private InMemoryStorageBackend(String name, String region, Map<ObjectKey, byte[]> objects) {
        this.name = name;
        this.region = region;
        this.objects = objects;
    }

    /** The same place under another name, as a mistake in its settings would make it. */
    public InMemoryStorageBackend alias(String otherName, String otherRegion) {
        return new InMemoryStorageBackend(otherName, otherRegion, objects);
    }

    /** From now on it takes no object of a kilobyte or more, for this reason; empty: it takes them. */
    public void refuse(Optional<Reason> reason) {
        refusal = reason;
    }

    /** From now on it says that it has deleted this object and keeps it; empty: it deletes. */
    public void keep(Optional<ObjectKey> key) {
        kept = key;
    }

    /** From now on every operation fails for this reason; empty: none does. */
    public void failWith(Optional<Reason> reason) {
        failure = reason;
    }

    /** Changes a stored object behind the platform's back. */
    public void replace(ObjectKey key, byte[] bytes) {
        objects.put(key, bytes.clone());
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
        return new Health(
                failure.isEmpty(), Long.MAX_VALUE, failure.map(Reason::toString).orElse("ready"));
    }

    @Override
    public void put(ObjectKey key, InputStream bytes, long length) throws StorageException {
        check(key);
        if (refusal.isPresent() && length >= 1024) {
            throw new StorageException(refusal.get(), name + " was told to refuse " + key.path());
        }
        byte[] content = take(key, bytes, length);
        if (objects.putIfAbsent(key, content) != null) {
            throw new StorageException(Reason.EXISTS, key.path() + " exists");
        }
    }

    private static byte[] take(ObjectKey key, InputStream bytes, long length) throws StorageException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            while (content.size() < length) {
                int count = bytes.read(buffer, 0, (int) Math.min(buffer.length, length - content.size()));
                if (count < 0) {
                    throw new StorageException(Reason.CORRUPT, "the content of " + key.path() + " ended early");
                }
                if (Thread.currentThread().isInterrupted()) {
                    throw new StorageException(Reason.TRY_AGAIN, "interrupted");
                }
                content.write(buffer, 0, count);
            }
        } catch (IOException e) {
            throw new StorageException(Reason.TRY_AGAIN, "cannot store " + key.path(), e);
        }
        return content.toByteArray();
    }

    @Override
    public InputStream read(ObjectKey key, long offset, long length) throws StorageException {
        check(key);
        byte[] content = objects.get(key);
        if (content == null) {
            throw new StorageException(Reason.NOT_FOUND, "there is no " + key.path());
        }
        if (offset + length > content.length) {
            throw new StorageException(Reason.CORRUPT, key.path() + " is too short");
        }
        return new ByteArrayInputStream(content, (int) offset, (int) length);
    }

    @Override
    public Optional<Long> length(ObjectKey key) throws StorageException {
        check(key);
        return Optional.ofNullable(objects.get(key)).map(content -> (long) content.length);
    }

    @Override
    public boolean delete(ObjectKey key) throws StorageException {
        check(key);
        return kept.equals(Optional.of(key)) ? objects.containsKey(key) : objects.remove(key) != null;
    }

    @Override
    public Stream<ObjectKey> list(String prefix) throws StorageException {
        Optional<Reason> now = failure;
        if (now.isPresent()) {
            throw new StorageException(now.get(), name + " was told to fail on a listing");
        }
        return objects.keySet().stream().filter(key -> key.path().startsWith(prefix));
    }

    private void check(ObjectKey key) throws StorageException {
        Optional<Reason> now = failure;
        if (now.isPresent()) {
            throw new StorageException(now.get(), name + " was told to fail on " + key.path());
        }
    }
}
