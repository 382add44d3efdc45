package org.sightline.storage.spi;

import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.annotation.versioning.ConsumerType;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.StorageException;

/** Keeps objects of one region. Register one service for each configured place. */
@ConsumerType
public interface StorageBackend {

    /** Unique among the backends of the platform, for example {@code file-main}. */
    String name();

    /** The region it serves, for example {@code ca-central-1}. */
    String region();

    Health health();

    /**
     * Stores {@code length} bytes. All or nothing: until it returns, no reader and no listing sees the object; when it
     * returns, the object is durable.
     *
     * @throws StorageException {@code EXISTS} (objects are never overwritten), {@code FULL}, {@code TRY_AGAIN}
     */
    void put(ObjectKey key, InputStream bytes, long length) throws StorageException;

    /**
     * Exactly {@code length} bytes from {@code offset}; the caller closes the stream.
     *
     * @throws StorageException {@code NOT_FOUND}; {@code CORRUPT} if the object is shorter
     */
    InputStream read(ObjectKey key, long offset, long length) throws StorageException;

    /** The object's length. */
    Optional<Long> length(ObjectKey key) throws StorageException;

    /** @return false if it was not there */
    boolean delete(ObjectKey key) throws StorageException;

    /** Streams every key below {@code prefix} (of {@link ObjectKey#path()}), however many; the caller closes it. */
    Stream<ObjectKey> list(String prefix) throws StorageException;

    /**
     * A backend's condition.
     *
     * @param freeBytes or {@link Long#MAX_VALUE} when unlimited
     * @param message one line for the administrator, naming the configuration when that is at fault
     */
    record Health(boolean ready, long freeBytes, String message) {}
}
