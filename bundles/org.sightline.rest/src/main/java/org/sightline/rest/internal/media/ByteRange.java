package org.sightline.rest.internal.media;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stretch of bytes, {@code from} inclusive to {@code to} exclusive.
 *
 * @param from at least 0
 * @param to more than {@code from}
 */
record ByteRange(long from, long to) {
    private static final Pattern SINGLE = Pattern.compile("(?i)bytes=[ \\t]*(\\d{0,18})-(\\d{0,18})[ \\t]*");
    private static final Pattern SEVERAL = Pattern.compile("(?i)bytes=[-\\d, \\t]*,[-\\d, \\t]*");

    ByteRange {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("a range has at least one byte");
        }
    }

    /** A {@code Range} header that asks for nothing that exists. */
    static final class Unsatisfiable extends Exception {
        private static final long serialVersionUID = 1L;

        Unsatisfiable() {
            super(null, null, false, false);
        }
    }

    /**
     * What a {@code Range} header asks for (RFC 9110 §14.2). Empty if it is to be ignored: another unit than bytes, or
     * several ranges, which are answered with the whole.
     *
     * @param length of the whole
     */
    static Optional<ByteRange> parse(String header, long length) throws Unsatisfiable {
        if (!header.regionMatches(true, 0, "bytes=", 0, 6)
                || SEVERAL.matcher(header).matches()) {
            return Optional.empty();
        }
        Matcher single = SINGLE.matcher(header);
        if (!single.matches()) {
            throw new Unsatisfiable();
        }
        String first = single.group(1);
        String last = single.group(2);
        if (first.isEmpty()) {
            return Optional.of(suffix(last, length));
        }
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? length : Math.min(Long.parseLong(last) + 1, length);
        boolean backwards = !last.isEmpty() && Long.parseLong(last) < from;
        if (backwards || from >= length) {
            throw new Unsatisfiable();
        }
        return Optional.of(new ByteRange(from, to));
    }

    private static ByteRange suffix(String count, long length) throws Unsatisfiable {
        long wanted = count.isEmpty() ? 0 : Long.parseLong(count);
        if (wanted == 0 || length == 0) {
            throw new Unsatisfiable();
        }
        return new ByteRange(Math.max(0, length - wanted), length);
    }

    long length() {
        return to - from;
    }

    /** The {@code Content-Range} of this part of the whole. */
    String contentRange(long whole) {
        return "bytes " + from + "-" + (to - 1) + "/" + whole;
    }
}
