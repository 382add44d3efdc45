package org.sightline.shell.internal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A public key in the form that openssl reads (RFC 7468 §13). */
final class PublicKeyPem {
    private static final int LINE = 64;

    private PublicKeyPem() {}

    /** @param key base64 of its SubjectPublicKeyInfo */
    static byte[] of(String key) {
        Base64.Encoder lines = Base64.getMimeEncoder(LINE, new byte[] {'\n'});
        String body = lines.encodeToString(Base64.getDecoder().decode(key));
        return ("-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
