package org.sightline.recording.internal.rtp;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** The memory of all packet queues: a bounded number of chunks, made when first needed and then reused. */
public final class ChunkPool {
    static final int CHUNK = 64 * 1024;

    private final ConcurrentLinkedQueue<byte[]> free = new ConcurrentLinkedQueue<>();
    private final AtomicInteger made = new AtomicInteger();
    private final int limit;

    /** @param limit how many chunks of 64 KiB there may be */
    public ChunkPool(int limit) {
        this.limit = limit;
    }

    /** A chunk, or null if all are in use. */
    byte[] take() {
        byte[] chunk = free.poll();
        if (chunk != null) {
            return chunk;
        }
        if (made.incrementAndGet() > limit) {
            made.decrementAndGet();
            return null;
        }
        return new byte[CHUNK];
    }

    void giveBack(byte[] chunk) {
        free.add(chunk);
    }

    /** A chunk that somebody may still write to is left to the garbage collector. */
    void forget() {
        made.decrementAndGet();
    }
}
