package org.sightline.keys;

import org.osgi.annotation.versioning.ProviderType;

/** Signs, as the platform, what a third party shall be able to check without it. */
@ProviderType
public interface Signatures {

    /** @throws KeysException {@code UNAVAILABLE} if no provider holds a signing key */
    Signature sign(byte[] content) throws KeysException;

    /**
     * A signature.
     *
     * @param algorithm {@code Ed25519} (RFC 8032)
     * @param publicKey base64 of the X.509 SubjectPublicKeyInfo
     * @param value base64
     */
    record Signature(String algorithm, String publicKey, String value) {}
}
