package org.sightline.recording.internal.recorder;

import java.util.ArrayList;
import java.util.List;
import org.sightline.recording.Recording.Pause;

/** The pauses of a recording and how long it has recorded. Safe for use by several threads. */
final class Timeline {
    private final long startNanos;
    private final List<Pause> pauses = new ArrayList<>();
    private long pausedAt = -1;
    private long endedAt = -1;

    /** @param startNanos {@link System#nanoTime()} at its start */
    Timeline(long startNanos) {
        this.startNanos = startNanos;
    }

    long startNanos() {
        return startNanos;
    }

    private long millis(long nanos) {
        return (nanos - startNanos) / 1_000_000;
    }

    /** @return false if it was so already */
    synchronized boolean paused(boolean paused, long nanos) {
        if (endedAt >= 0 || paused == pausedAt >= 0) {
            return false;
        }
        if (paused) {
            pausedAt = millis(nanos);
        } else {
            pauses.add(new Pause(pausedAt, millis(nanos)));
            pausedAt = -1;
        }
        return true;
    }

    synchronized void end(long nanos) {
        if (endedAt < 0) {
            paused(false, nanos);
            endedAt = millis(nanos);
        }
    }

    /** With one that has not ended, which ends where it begins. */
    synchronized List<Pause> pauses() {
        List<Pause> all = new ArrayList<>(pauses);
        if (pausedAt >= 0) {
            all.add(new Pause(pausedAt, pausedAt));
        }
        return all;
    }

    /** Pauses not counted. */
    synchronized long recordedMillis(long nanos) {
        long until = endedAt >= 0 ? endedAt : pausedAt >= 0 ? pausedAt : millis(nanos);
        long paused = pauses.stream()
                .mapToLong(pause -> pause.toMillis() - pause.fromMillis())
                .sum();
        return Math.max(0, until - paused);
    }
}
