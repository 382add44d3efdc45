package org.sightline.audit.internal.verifier;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The lines of a text, none longer than a bound: a longer one reads as one that is cut there, and is the last. */
public final class Lines implements Iterator<String> {
    private final Reader reader;
    private final int longest;
    private final boolean onlyEnded;
    private String next;
    private boolean over;

    /** @param onlyEnded whether a last line without its end is left out: its writer was stopped in the middle of it */
    public Lines(Reader reader, int longest, boolean onlyEnded) {
        this.reader = reader;
        this.longest = longest;
        this.onlyEnded = onlyEnded;
    }

    @Override
    public boolean hasNext() {
        if (next == null && !over) {
            try {
                next = read();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return next != null;
    }

    @Override
    public String next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no line is left");
        }
        String line = next;
        next = null;
        return line;
    }

    private String read() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = reader.read(); c != '\n'; c = reader.read()) {
            if (c < 0) {
                over = true;
                return line.isEmpty() || onlyEnded ? null : line.toString();
            }
            line.append((char) c);
            if (line.length() > longest) {
                over = true;
                return line.toString();
            }
        }
        return line.toString();
    }
}
