package org.sightline.storage.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of streams. */
public final class Digests {
    private Digests() {}

    /** A digest of nothing as yet. */
    public static MessageDigest fresh() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A stream that digests what is read from it. */
    public static DigestInputStream over(InputStream in) {
        return new DigestInputStream(in, fresh());
    }

    /** Of these bytes. */
    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(fresh().digest(bytes));
    }

    /** Of all that the stream has given; reads it to its end first. */
    public static String drain(DigestInputStream in) throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
        return hex(in);
    }

    /** Of what has been read so far. */
    public static String hex(DigestInputStream in) {
        return HexFormat.of().formatHex(in.getMessageDigest().digest());
    }
}
