package org.sightline.storage.s3.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Buffers of one part each, so many and no more: what uploads may take of the memory. */
final class Buffers {
    private final int size;
    private final Duration patience;
    private final Semaphore free;
    private final Deque<byte[]> idle = new ArrayDeque<>();
    private int taken;

    Buffers(int size, int count, Duration patience) {
        this.size = size;
        this.patience = patience;
        this.free = new Semaphore(count, true);
    }

    int size() {
        return size;
    }

    /** @return null if none became free in time */
    byte[] take() throws InterruptedException {
        if (!free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return null;
        }
        synchronized (idle) {
            taken++;
            return idle.isEmpty() ? new byte[size] : idle.pop();
        }
    }

    /** While others are in use they are kept; at rest one is, and the rest goes back to the collector. */
    void giveBack(byte[] buffer) {
        synchronized (idle) {
            taken--;
            if (taken == 0) {
                idle.clear();
            }
            idle.push(buffer);
        }
        free.release();
    }
}
