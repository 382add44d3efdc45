package org.sightline.keys;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.sightline.tenancy.Caller;

/**
 * Rotates the key of the caller's workspace while it is used: what is recorded from now on is wrapped under a new version, what is
 * kept is wrapped anew in the background. Callers have been authorised by the access bundle's enforcement point.
 */
@ProviderType
public interface KeyRotations {

    /**
     * Makes a new version current and begins to wrap anew. What an earlier rotation left is taken along.
     *
     * @throws KeysException if the provider cannot; nothing has then changed
     */
    Progress rotate(Caller caller) throws KeysException;

    /** How far the last rotation of the caller's workspace has come since the platform started; empty if there was none. */
    Optional<Progress> progress(Caller caller);

    /**
     * A rotation.
     *
     * @param version the version that is current since
     * @param due how many wrapped keys were due when it began
     * @param rewrapped how many are wrapped anew
     * @param done whether none is left
     * @param message one line for the administrator: what it does now, or what holds it back
     */
    record Progress(String provider, String version, long due, long rewrapped, boolean done, String message) {}
}
