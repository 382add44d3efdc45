package org.sightline.storage.internal;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of streams. */
public final class Digests {
    private static final int BUFFER = 1 << 17; // a transfer's own eight kilobytes cost a call to the disk each

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
        byte[] buffer = new byte[BUFFER];
        int count;
        do {
            count = in.read(buffer);
        } while (count >= 0);
        return hex(in);
    }

    /** Of what has been read so far. */
    public static String hex(DigestInputStream in) {
        return HexFormat.of().formatHex(in.getMessageDigest().digest());
    }
}
