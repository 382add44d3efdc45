package org.sightline.media.webrtc.srtp;

import java.util.Arrays;

/**
 * The keys of both directions, as a DTLS handshake exports them (RFC 5764 §4.2).
 *
 * @param material client key, server key, client salt, server salt
 */
public record SrtpKeys(SrtpProfile profile, byte[] material) {

    public SrtpKeys {
        if (material.length != 2 * (profile.keyBytes() + profile.saltBytes())) {
            throw new IllegalArgumentException("wrong length of key material for " + profile);
        }
        material = material.clone();
    }

    /** The contexts for what the DTLS client sends. */
    public SrtpContexts fromClient(boolean sending) {
        return contexts(0, sending);
    }

    /** The contexts for what the DTLS server sends. */
    public SrtpContexts fromServer(boolean sending) {
        return contexts(1, sending);
    }

    private SrtpContexts contexts(int side, boolean sending) {
        int key = side * profile.keyBytes();
        int salt = 2 * profile.keyBytes() + side * profile.saltBytes();
        return new SrtpContexts(
                profile,
                Arrays.copyOfRange(material, key, key + profile.keyBytes()),
                Arrays.copyOfRange(material, salt, salt + profile.saltBytes()),
                sending);
    }

    @Override
    public String toString() {
        return "SrtpKeys[" + profile + "]"; // never the material
    }
}
