package org.sightline.signalling.internal;

import java.util.concurrent.TimeUnit;

/** Counts the messages of one connection. Used by one thread at a time. */
final class FloodGate {
    private static final int A_SECOND = 50;
    private static final int A_MINUTE = 1_000;

    private final Window second = new Window(A_SECOND, TimeUnit.SECONDS.toNanos(1));
    private final Window minute = new Window(A_MINUTE, TimeUnit.MINUTES.toNanos(1));

    /** Counts a message. @return false if it is one too many */
    boolean passes(long nowNanos) {
        return second.passes(nowNanos) & minute.passes(nowNanos);
    }

    private static final class Window {
        private final int most;
        private final long length;
        private long since;
        private int count;

        Window(int most, long length) {
            this.most = most;
            this.length = length;
        }

        boolean passes(long now) {
            if (count == 0 || now - since >= length) {
                since = now;
                count = 0;
            }
            count++;
            return count <= most;
        }
    }
}
