package org.sightline.tenancy;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Makes and checks the text form of ids: a prefix, an underscore and a time-ordered UUID (version 7, RFC 9562 §5.7) in
 * its canonical lower-case form. Ids are names, never secrets.
 */
public final class TimeOrderedId {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private TimeOrderedId() {}

    /** A fresh id, for example {@code rec_0190b3c4-...}. */
    public static String fresh(String prefix) {
        long millis = System.currentTimeMillis();
        long high = millis << 16 | 0x7000L | RANDOM.nextInt(0x1000);
        long low = RANDOM.nextLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
        return prefix + "_" + new UUID(high, low);
    }

    /**
     * Returns the text if it is an id of this prefix.
     *
     * @throws IllegalArgumentException if it is not
     */
    public static String require(String prefix, String text) {
        boolean valid = text != null
                && text.length() == prefix.length() + 37
                && text.startsWith(prefix + "_")
                && UUID_TEXT.matcher(text.substring(prefix.length() + 1)).matches();
        if (!valid) {
            throw new IllegalArgumentException("not an id of the form " + prefix + "_<uuid>");
        }
        return text;
    }
}
