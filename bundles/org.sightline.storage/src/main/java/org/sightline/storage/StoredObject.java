package org.sightline.storage;

import java.util.Objects;

/**
 * Where an object lies: what its owner remembers.
 *
 * @param region where it is kept
 * @param backend name of the backend that holds it
 * @param length in bytes
 * @param sha256 lower-case hex of the whole object
 */
public record StoredObject(ObjectKey key, String region, String backend, long length, String sha256) {
    public StoredObject {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(backend, "backend");
        Objects.requireNonNull(sha256, "sha256");
        if (length < 0) {
            throw new IllegalArgumentException("length");
        }
    }
}
