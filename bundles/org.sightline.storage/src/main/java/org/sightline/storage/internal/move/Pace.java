package org.sightline.storage.internal.move;

import java.util.concurrent.TimeUnit;

/** A token bucket for bytes that can be stopped: whoever waits at it is then sent home. */
final class Pace {
    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_WAIT = TimeUnit.MILLISECONDS.toNanos(200);

    private long bytesPerSecond;
    private double tokens;
    private long filledAt = System.nanoTime();
    private boolean stopped;

    /** @param bytesPerSecond 0: as fast as it goes */
    Pace(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    synchronized void limit(long bytes) {
        if (bytes == bytesPerSecond) {
            return;
        }
        bytesPerSecond = bytes;
        tokens = Math.min(tokens, 0);
        notifyAll();
    }

    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    /** @throws InterruptedException if it has been stopped */
    synchronized void check() throws InterruptedException {
        if (stopped) {
            throw new InterruptedException("stopped");
        }
    }

    /** Lets so many bytes pass, when it is time. */
    synchronized void take(int bytes) throws InterruptedException {
        check();
        fill();
        while (bytesPerSecond > 0 && tokens < 0) {
            long nanos = Math.min(LONGEST_WAIT, (long) (-tokens / bytesPerSecond * NANOS) + 1);
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(nanos, TimeUnit.MILLISECONDS.toNanos(1)));
            check();
            fill();
        }
        tokens = bytesPerSecond > 0 ? tokens - bytes : 0;
    }

    /** The bucket holds what may pass in a tenth of a second. */
    private void fill() {
        long now = System.nanoTime();
        tokens = Math.min(tokens + (double) (now - filledAt) * bytesPerSecond / NANOS, bytesPerSecond / 10.0);
        filledAt = now;
    }
}
