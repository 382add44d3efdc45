package org.sightline.storage.spi;

import java.util.Objects;
import org.sightline.storage.StoredObject;

/**
 * An object that a region change has copied, read back and compared.
 *
 * @param owner {@link ObjectOwner#name()} of its owner
 * @param set the set that it belongs to, at most 120 characters
 * @param path {@link org.sightline.storage.ObjectKey#path()}
 * @param length in bytes
 * @param sha256 lower-case hex of the whole object, as read back from the destination
 * @param fromRegion where it came from; empty if it was written anew
 * @param fromBackend the backend that it came from; empty if it was written anew
 * @param toBackend the backend of the destination that holds it
 */
public record MovedObject(
        String owner,
        String set,
        String path,
        long length,
        String sha256,
        String fromRegion,
        String fromBackend,
        String toBackend) {
    public MovedObject {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(set, "set");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(sha256, "sha256");
        Objects.requireNonNull(fromRegion, "fromRegion");
        Objects.requireNonNull(fromBackend, "fromBackend");
        Objects.requireNonNull(toBackend, "toBackend");
    }

    /** An object that was copied from one place to another. */
    public static MovedObject copied(String owner, String set, StoredObject from, StoredObject to) {
        return new MovedObject(
                owner, set, to.key().path(), to.length(), to.sha256(), from.region(), from.backend(), to.backend());
    }

    /** An object that was written anew in the destination. */
    public static MovedObject written(String owner, String set, StoredObject to) {
        return new MovedObject(owner, set, to.key().path(), to.length(), to.sha256(), "", "", to.backend());
    }
}
