package org.sightline.storage.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of streams. */
final class Digests {
    private Digests() {}

    static DigestInputStream over(InputStream in) {
        try {
            return new DigestInputStream(in, MessageDigest.getInstance("SHA-256"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Of all that the stream has given; reads it to its end first. */
    static String drain(DigestInputStream in) throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
        return hex(in);
    }

    /** Of what has been read so far. */
    static String hex(DigestInputStream in) {
        return HexFormat.of().formatHex(in.getMessageDigest().digest());
    }
}
