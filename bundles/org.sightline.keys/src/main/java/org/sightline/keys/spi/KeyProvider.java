package org.sightline.keys.spi;

import java.security.SecureRandom;
import org.osgi.annotation.versioning.ConsumerType;
import org.sightline.keys.DataKey;
import org.sightline.keys.KeysException;
import org.sightline.keys.WrappedKey;
import org.sightline.tenancy.WorkspaceId;

/**
 * Holds one versioned key for each workspace, or one for each workspace and region where its keys cannot leave a region;
 * no two workspaces share key material.
 */
@ConsumerType
public interface KeyProvider {

    /** A short, stable name; it is part of every wrapped key. */
    String name();

    /** Its condition. It must answer at once, from what it knows. */
    Health health();

    /** Creates the workspace's key for this region if it has none. */
    void prepare(WorkspaceId workspace, String region) throws KeysException;

    /**
     * The version under which {@link #wrap} would wrap now. A wrapped key of another version, or of another provider, is
     * still unwrapped, but is due to be wrapped anew.
     */
    String currentVersion(WorkspaceId workspace, String region) throws KeysException;

    /** Makes a new version of the workspace's key the current one; older ones keep unwrapping. @return the new version */
    String rotate(WorkspaceId workspace, String region) throws KeysException;

    /** Wraps 32 bytes under the workspace's current key, binding {@code context} in as associated data. */
    WrappedKey wrap(WorkspaceId workspace, String region, byte[] dataKey, String context) throws KeysException;

    /**
     * A fresh data key, wrapped as {@link #wrap} does. A provider whose own source of chance is better than this machine's
     * makes it itself.
     */
    default DataKey generate(WorkspaceId workspace, String region, String context) throws KeysException {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return new DataKey(bytes, wrap(workspace, region, bytes, context));
    }

    /** Unwraps; the caller overwrites the result. */
    byte[] unwrap(WorkspaceId workspace, WrappedKey wrapped, String context) throws KeysException;

    /**
     * Destroys every version of the workspace's key in every region, or has it destroyed after the shortest time that the
     * provider allows; from now on nothing unwraps ({@code DESTROYED}), also after a restart.
     */
    void destroy(WorkspaceId workspace) throws KeysException;

    /**
     * A provider's condition.
     *
     * @param message one line for the administrator, naming the configuration when that is at fault
     */
    record Health(boolean ready, String message) {}
}
