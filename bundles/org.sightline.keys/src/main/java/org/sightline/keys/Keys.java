package org.sightline.keys;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.sightline.tenancy.Caller;

/** Data keys, each wrapped by the key of the caller's workspace. */
@ProviderType
public interface Keys {

    /**
     * A fresh 256-bit data key, wrapped under the workspace's current key for the region with {@code context} bound in.
     *
     * @param region where what it protects is kept; a provider whose keys cannot leave a region needs it
     * @param context what the key is for, for example a recording's id; unwrapping needs the same
     * @throws KeysException if no provider is available: nothing may then be written in the clear
     */
    DataKey generate(Caller caller, String region, String context) throws KeysException;

    /** The data key of a wrapped key. @throws KeysException {@code WRONG_KEY} if it is not this workspace's or context's */
    DataKey unwrap(Caller caller, WrappedKey wrapped, String context) throws KeysException;

    /**
     * The same data key, wrapped under the workspace's current key for the region: by the provider that new keys come from,
     * in its current version. Returns {@code wrapped} itself if that is what it is.
     */
    WrappedKey rewrap(Caller caller, WrappedKey wrapped, String region, String context) throws KeysException;

    /** What {@link #rewrap} wraps under now, without its ciphertext. */
    Current current(Caller caller, String region) throws KeysException;

    /** Makes sure that the caller's workspace has a key for the region. */
    void prepare(Caller caller, String region) throws KeysException;

    /** The providers that are running, with their condition. */
    List<Provider> providers();

    /** A provider's name and the version of a workspace's key. */
    record Current(String provider, String version) {}

    /**
     * A provider.
     *
     * @param current whether new keys come from it
     * @param message one line for the administrator
     */
    record Provider(String name, boolean current, boolean ready, String message) {}
}
