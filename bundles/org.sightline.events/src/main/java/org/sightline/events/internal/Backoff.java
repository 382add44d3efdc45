package org.sightline.events.internal;

import java.time.Duration;

/** When to try again: twice as late after each failure, up to a limit. */
final class Backoff {
    private final long first;
    private final long longest;
    private long current;
    private long failedAt;

    Backoff(Duration first, Duration longest) {
        this.first = first.toNanos();
        this.longest = longest.toNanos();
    }

    synchronized boolean isOver() {
        return current == 0 || System.nanoTime() - failedAt >= current;
    }

    /** @return whether it is the first failure since a success */
    synchronized boolean failed() {
        boolean isFirst = current == 0;
        current = isFirst ? first : Math.min(2 * current, longest);
        failedAt = System.nanoTime();
        return isFirst;
    }

    /** @return whether it had failed before */
    synchronized boolean succeeded() {
        boolean hadFailed = current != 0;
        current = 0;
        return hadFailed;
    }

    synchronized void reset() {
        current = 0;
    }
}
