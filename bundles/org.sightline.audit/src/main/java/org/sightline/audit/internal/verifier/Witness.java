package org.sightline.audit.internal.verifier;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** Checkpoints from one place, in ascending size. */
public final class Witness {
    private final String place;
    private final Iterator<String> lines;
    private CheckpointLine next;
    private long lastSize;
    private String damage = "";

    /** @param place for example {@code the database} */
    public Witness(String place, Iterator<String> lines) {
        this.place = place;
        this.lines = lines;
        advance();
    }

    String place() {
        return place;
    }

    boolean hasNext() {
        return next != null;
    }

    CheckpointLine peek() {
        if (next == null) {
            throw new NoSuchElementException("no checkpoint is left");
        }
        return next;
    }

    /** Why what follows cannot be read; empty when it can. */
    String damage() {
        return damage;
    }

    void advance() {
        next = null;
        if (!lines.hasNext()) {
            return;
        }
        try {
            CheckpointLine read = CheckpointLine.parse(lines.next());
            if (read.size() <= lastSize) {
                damage = "the checkpoints in " + place + " are out of order after that of " + lastSize + " entries";
                return;
            }
            lastSize = read.size();
            next = read;
        } catch (IllegalArgumentException e) {
            damage = "what follows the checkpoint of " + lastSize + " entries in " + place + " is not one";
        }
    }
}
