package org.sightline.media.webrtc.srtp;

import java.util.Optional;
import org.jitsi.srtp.SrtpPolicy;

/** The SRTP protection profiles that we offer, best first (RFC 5764 §4.1.2, RFC 7714 §14.2). */
public enum SrtpProfile {
    AEAD_AES_128_GCM(7, 16, 12) {
        @Override
        SrtpPolicy policy() {
            return new SrtpPolicy(SrtpPolicy.AESGCM_ENCRYPTION, 16, SrtpPolicy.NULL_AUTHENTICATION, 0, 16, 12);
        }
    },
    AEAD_AES_256_GCM(8, 32, 12) {
        @Override
        SrtpPolicy policy() {
            return new SrtpPolicy(SrtpPolicy.AESGCM_ENCRYPTION, 32, SrtpPolicy.NULL_AUTHENTICATION, 0, 16, 12);
        }
    },
    AES128_CM_HMAC_SHA1_80(1, 16, 14) {
        @Override
        SrtpPolicy policy() {
            return new SrtpPolicy(SrtpPolicy.AESCM_ENCRYPTION, 16, SrtpPolicy.HMACSHA1_AUTHENTICATION, 20, 10, 14);
        }
    };

    private final int code;
    private final int keyBytes;
    private final int saltBytes;

    SrtpProfile(int code, int keyBytes, int saltBytes) {
        this.code = code;
        this.keyBytes = keyBytes;
        this.saltBytes = saltBytes;
    }

    /** The number in the DTLS extension. */
    public int code() {
        return code;
    }

    public int keyBytes() {
        return keyBytes;
    }

    public int saltBytes() {
        return saltBytes;
    }

    abstract SrtpPolicy policy();

    public static Optional<SrtpProfile> of(int code) {
        for (SrtpProfile profile : values()) {
            if (profile.code == code) {
                return Optional.of(profile);
            }
        }
        return Optional.empty();
    }
}
