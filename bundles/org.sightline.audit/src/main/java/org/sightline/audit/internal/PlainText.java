package org.sightline.audit.internal;

/**
 * Text as every database keeps it and every reader shows it: no control, direction-changing or half characters, or a
 * stored entry could come back different from the one that was hashed, or forge a line on somebody's console.
 */
final class PlainText {
    private static final int REPLACEMENT = 0xfffd;

    private PlainText() {}

    /** The text with harmful characters replaced, cut to at most {@code max} characters with an ellipsis. */
    static String of(String text, int max) {
        StringBuilder plain = new StringBuilder();
        text.codePoints().limit(max + 1L).forEach(c -> plain.appendCodePoint(isHarmful(c) ? REPLACEMENT : c));
        if (plain.length() <= max) {
            return plain.toString();
        }
        int end = max - 1;
        if (Character.isHighSurrogate(plain.charAt(end - 1))) {
            end--;
        }
        return plain.substring(0, end) + "…";
    }

    private static boolean isHarmful(int c) {
        if (c == 0x200c || c == 0x200d) { // joiners are part of some scripts
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
