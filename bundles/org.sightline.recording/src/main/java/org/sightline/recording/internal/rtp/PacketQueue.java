package org.sightline.recording.internal.rtp;

import java.nio.ByteBuffer;

/**
 * Carries packets from the engine's thread to a writer's thread: one producer and one consumer at a time, bounded, without
 * a lock and without an allocation for a packet. When it is full, packets are counted and dropped.
 */
public final class PacketQueue {
    private static final int HEADER = 4 + 4 + 8;
    private static final int MAX_PACKET = 16 * 1024;

    /** Takes what was put in; the bytes are valid only during the call. */
    @FunctionalInterface
    public interface Output {
        void item(int tag, byte[] buffer, int offset, int length, long nanos);
    }

    private static final class Chunk {
        private final byte[] bytes;
        private final ByteBuffer view;
        private volatile int published;
        private volatile Chunk next;

        Chunk(byte[] bytes) {
            this.bytes = bytes;
            view = ByteBuffer.wrap(bytes);
        }
    }

    private final ChunkPool pool;
    private final int limit;
    private final java.util.concurrent.atomic.AtomicInteger chunks = new java.util.concurrent.atomic.AtomicInteger();
    private volatile Chunk first;
    private Chunk tail;
    private Chunk head;
    private int read;
    private volatile long dropped;
    private long droppedByProducer;

    /** @param limit how many chunks of 64 KiB may wait */
    public PacketQueue(ChunkPool pool, int limit) {
        this.pool = pool;
        this.limit = limit;
    }

    /** Puts a copy in. */
    public void offer(int tag, byte[] buffer, int offset, int length, long nanos) {
        int need = HEADER + length;
        if (length > MAX_PACKET || !room(need)) {
            dropped = ++droppedByProducer;
            return;
        }
        Chunk chunk = tail;
        int at = chunk.published;
        chunk.view.putInt(at, tag).putInt(at + 4, length).putLong(at + 8, nanos);
        System.arraycopy(buffer, offset, chunk.bytes, at + HEADER, length);
        chunk.published = at + need;
    }

    private boolean room(int need) {
        Chunk full = tail;
        if (full != null && ChunkPool.CHUNK - full.published >= need) {
            return true;
        }
        if (chunks.get() >= limit) {
            return false;
        }
        byte[] bytes = pool.take();
        if (bytes == null) {
            return false;
        }
        chunks.incrementAndGet();
        Chunk chunk = new Chunk(bytes);
        tail = chunk;
        if (full == null) {
            first = chunk;
        } else {
            full.next = chunk;
        }
        return true;
    }

    /** Takes everything out that is in. */
    public void drain(Output output) {
        if (head == null) {
            head = first;
            if (head == null) {
                return;
            }
        }
        while (true) {
            Chunk chunk = head;
            Chunk next = chunk.next; // read before the last look at what is published, which precedes it
            int published = chunk.published;
            while (read < published) {
                int length = chunk.view.getInt(read + 4);
                output.item(chunk.view.getInt(read), chunk.bytes, read + HEADER, length, chunk.view.getLong(read + 8));
                read += HEADER + length;
            }
            if (next == null) {
                return;
            }
            pool.giveBack(chunk.bytes);
            chunks.decrementAndGet();
            head = next;
            read = 0;
        }
    }

    /** Packets that did not fit. */
    public long dropped() {
        return dropped;
    }

    /** The consumer takes no more. */
    public void close() {
        int held = chunks.getAndSet(Integer.MAX_VALUE / 2);
        for (int i = 0; i < held; i++) {
            pool.forget();
        }
    }
}
