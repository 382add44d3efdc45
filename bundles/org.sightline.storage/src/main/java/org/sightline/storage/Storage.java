package org.sightline.storage;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.sightline.tenancy.Caller;

/** Keeps objects in regions. It never falls back to another region. */
@ProviderType
public interface Storage {

    /** The regions that backends serve now, by name. */
    List<Region> regions();

    /**
     * Stores a file in a region. The object is visible only when it is complete and durable, and what the backend holds
     * has been read back before this returns. Another backend of the same region is tried when one fails; while none is
     * there, it waits some seconds. Storing the same content under the same key again succeeds and changes nothing.
     *
     * @throws StorageException {@code NO_BACKEND} if none in the region is ready; {@code EXISTS} if the key is taken by
     *     other content; {@code FULL}, {@code TRY_AGAIN}, {@code YOUR_SETTINGS} as the backend says; {@code CORRUPT} if
     *     the backend does not return what it was given; {@code NOT_FOUND} if the key is another workspace's
     */
    StoredObject put(Caller caller, String region, ObjectKey key, Path file) throws StorageException;

    /**
     * Reads {@code length} bytes from {@code offset}; retries inside, also in the middle of the stream, while a backend is
     * being replaced. The caller closes the stream.
     *
     * @throws StorageException {@code NOT_FOUND}, {@code NO_BACKEND}
     */
    InputStream read(Caller caller, StoredObject object, long offset, long length) throws StorageException;

    /** Deletes it; deleting what is gone is no error. */
    void delete(Caller caller, StoredObject object) throws StorageException;

    /**
     * A region.
     *
     * @param backends those that are configured for it, in the order in which they are used
     * @param ready whether a recording can start in it
     * @param message one line for the administrator
     */
    record Region(String name, List<Backend> backends, boolean ready, String message) {}

    /**
     * A backend of a region.
     *
     * @param used false if it is refused because its name is another's; nothing is then stored in it or read from it
     * @param ready whether it takes objects now
     * @param freeBytes or {@link Long#MAX_VALUE} when unlimited
     * @param message one line for the administrator, naming the configuration that is at fault
     */
    record Backend(String name, boolean used, boolean ready, long freeBytes, String message) {}
}
