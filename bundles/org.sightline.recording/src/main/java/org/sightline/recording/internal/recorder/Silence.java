package org.sightline.recording.internal.recorder;

import org.sightline.recording.internal.webm.ClusterBuilder;

/**
 * Writes silent Opus frames where a sound track has a hole: players run straight across holes in the times of sound and
 * lose the picture's time.
 */
final class Silence {
    /** A silent frame of 20 ms (RFC 6716, CELT fullband, one code of zeros). */
    private static final byte[] FRAME = {(byte) 0xf8, (byte) 0xff, (byte) 0xfe};

    private static final int FRAME_MILLIS = 20;
    private static final int HOLE_MILLIS = 120;
    /** Sound may come this late; only then silence takes its place. */
    private static final int PATIENCE_MILLIS = 1_000;

    private final int track;
    private final ClusterBuilder clusters;
    private long until = -1;
    private long silentUntil = -1;
    private long last = -1;

    Silence(int track, ClusterBuilder clusters) {
        this.track = track;
        this.clusters = clusters;
    }

    void soundUntil(long millis) {
        until = Math.max(until, millis);
    }

    /** Whether silence was written at this time already. */
    boolean covers(long millis) {
        return millis < silentUntil;
    }

    /** Fills the hole before a sound. */
    void fillHole(long millis) {
        if (until >= 0 && millis - until > HOLE_MILLIS) {
            fillTo(millis);
        }
    }

    /** Fills a hole that no sound has ended yet. */
    void fillWaiting(long nowMillis) {
        if (until >= 0 && nowMillis - PATIENCE_MILLIS - until > HOLE_MILLIS) {
            fillTo(nowMillis - PATIENCE_MILLIS);
        }
    }

    private void fillTo(long millis) {
        while (until + FRAME_MILLIS <= millis) {
            clusters.add(track, until, true, FRAME, 0, FRAME.length);
            last = until;
            until += FRAME_MILLIS;
            silentUntil = until;
        }
    }

    /** Time of the last silent frame, or -1. */
    long lastMillis() {
        return last;
    }
}
