package org.sightline.tenancy;

import java.util.regex.Pattern;

/** Checks names that people type, so that none can harm a path, a log line, a page or another reader. */
public final class Names {
    private static final Pattern SLUG = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])");
    private static final Pattern REGION = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])");

    private Names() {}

    /** @throws InvalidNameException unless the text has 2 to 40 characters of {@code [a-z0-9-]}, no hyphen at an end */
    public static String requireSlug(String field, String text) {
        if (text == null || !SLUG.matcher(text).matches()) {
            throw new InvalidNameException(field, "2 to 40 lower-case letters, digits or hyphens");
        }
        return text;
    }

    /** @throws InvalidNameException unless the text has the form of a region's name, such as {@code ca-central-1} */
    public static String requireRegion(String text) {
        if (text == null || !REGION.matcher(text).matches()) {
            throw new InvalidNameException("region", "2 to 40 lower-case letters, digits or hyphens");
        }
        return text;
    }

    /**
     * Accepts any script, but no control characters, no line breaks and none of the invisible characters that change the
     * direction of text (Unicode bidirectional controls), no surrogates without their partner.
     *
     * @throws InvalidNameException if the text is blank, longer than {@code max} code points or holds such a character
     */
    public static String requireText(String field, String text, int max) {
        if (text == null || text.isBlank() || text.codePointCount(0, text.length()) > max) {
            throw new InvalidNameException(field, "1 to " + max + " characters");
        }
        boolean hostile = text.codePoints().anyMatch(Names::isHostile);
        if (hostile) {
            throw new InvalidNameException(field, "no control or direction-changing characters");
        }
        return text;
    }

    private static boolean isHostile(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT && c != 0x200c && c != 0x200d // joiners are part of some scripts
                || type == Character.SURROGATE
                || type == Character.UNASSIGNED
                || type == Character.PRIVATE_USE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
