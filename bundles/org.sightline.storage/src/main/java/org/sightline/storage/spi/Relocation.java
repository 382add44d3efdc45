package org.sightline.storage.spi;

import org.osgi.annotation.versioning.ProviderType;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.StorageException;
import org.sightline.storage.StoredObject;

/** What an {@link ObjectOwner} moves objects with. It counts, keeps to the rate, and rests while the change is paused. */
@ProviderType
public interface Relocation {

    /**
     * Copies an object's bytes as they are into the destination, reads them back and compares the hash. An equal object that
     * is there already is taken as the copy; another one under its key, which nobody claims, is replaced.
     *
     * @throws InterruptedException if the change is paused, superseded or stopped meanwhile
     */
    StoredObject copy(StoredObject source) throws StorageException, InterruptedException;

    /** Stores a small object of at most 1 MB in the destination, in the place of one that is there and nobody claims. */
    StoredObject put(ObjectKey key, byte[] content) throws StorageException, InterruptedException;

    /**
     * Erases an object that is nobody's any more: a source after the switch, or a copy that was made in vain. If it cannot be
     * erased now it is when all has moved. What its owner claims in the destination stays.
     *
     * @throws StorageException {@code EXISTS} if its owner claims it outside the destination
     */
    void erase(StoredObject object) throws StorageException, InterruptedException;
}
