package org.sightline.keys;

import org.osgi.annotation.versioning.ProviderType;
import org.sightline.tenancy.Caller;

/** Data keys, each wrapped by the key of the caller's workspace. */
@ProviderType
public interface Keys {

    /**
     * A fresh 256-bit data key, wrapped under the workspace's current key with {@code context} bound in.
     *
     * @param context what the key is for, for example a recording's id; unwrapping needs the same
     * @throws KeysException if no provider is available: nothing may then be written in the clear
     */
    DataKey generate(Caller caller, String context) throws KeysException;

    /** The data key of a wrapped key. @throws KeysException {@code WRONG_KEY} if it is not this workspace's or context's */
    DataKey unwrap(Caller caller, WrappedKey wrapped, String context) throws KeysException;

    /** Makes sure that the caller's workspace has a key. */
    void prepare(Caller caller) throws KeysException;
}
