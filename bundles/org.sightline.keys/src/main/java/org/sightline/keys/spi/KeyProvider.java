package org.sightline.keys.spi;

import org.osgi.annotation.versioning.ConsumerType;
import org.sightline.keys.KeysException;
import org.sightline.keys.WrappedKey;
import org.sightline.tenancy.WorkspaceId;

/** Holds one versioned key for each workspace; no two share key material. */
@ConsumerType
public interface KeyProvider {

    /** A short, stable name; it is part of every wrapped key. */
    String name();

    /** Creates the workspace's key if it has none. */
    void prepare(WorkspaceId workspace) throws KeysException;

    /** Wraps 32 bytes under the workspace's current key, binding {@code context} in as associated data. */
    WrappedKey wrap(WorkspaceId workspace, byte[] dataKey, String context) throws KeysException;

    /** Unwraps; the caller overwrites the result. */
    byte[] unwrap(WorkspaceId workspace, WrappedKey wrapped, String context) throws KeysException;
}
