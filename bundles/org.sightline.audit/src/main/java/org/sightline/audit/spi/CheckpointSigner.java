package org.sightline.audit.spi;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/** Signs checkpoints as the platform. */
@ConsumerType
public interface CheckpointSigner {

    /**
     * Signs with the platform's Ed25519 key (RFC 8032).
     *
     * @throws IOException if the key cannot be had, with the reason in one line
     */
    Signed sign(byte[] content) throws IOException;

    /**
     * The public half of the key that signs now, as base64 of its X.509 SubjectPublicKeyInfo.
     *
     * @throws IOException as {@link #sign}
     */
    String publicKey() throws IOException;

    /**
     * A signature.
     *
     * @param publicKey base64 of the SubjectPublicKeyInfo
     * @param value base64
     */
    record Signed(String publicKey, String value) {}
}
