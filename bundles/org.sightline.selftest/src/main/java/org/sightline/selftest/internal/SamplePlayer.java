package org.sightline.selftest.internal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sends a sample at its own pace until it is closed; a keyframe that is asked for at once. */
final class SamplePlayer implements AutoCloseable {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long FRAME_NANOS = SECOND / Sample.FRAMES_PER_SECOND;
    private static final long PACKET_NANOS = SECOND / Sample.PACKETS_PER_SECOND;
    private static final int OPUS_STEP = 48_000 / Sample.PACKETS_PER_SECOND;

    /** Where the sample goes. */
    interface Out {
        /** @param timestamp of 90 kHz */
        void video(byte[] frame, int timestamp);

        /** @param timestamp of 48 kHz */
        void audio(byte[] packet, int timestamp);
    }

    private final Sample sample;
    private final Out out;
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean keyframeWanted;
    private long start;
    private long nextFrameAt;
    private long nextPacketAt;
    private int frame;
    private int packet;

    SamplePlayer(String name, Sample sample, Out out) {
        this.sample = sample;
        this.out = out;
        thread = new Thread(this::play, "selftest-" + name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Cheap, callable from any thread. */
    void keyframeNeeded() {
        keyframeWanted = true;
        LockSupport.unpark(thread);
    }

    private void play() {
        start = System.nanoTime();
        nextFrameAt = start;
        nextPacketAt = start;
        while (!closed) {
            advance(System.nanoTime());
            LockSupport.parkNanos(Math.min(nextFrameAt, nextPacketAt) - System.nanoTime());
        }
    }

    private void advance(long now) {
        if (keyframeWanted) {
            keyframeWanted = false;
            frame = sample.keyframeFrom(frame);
            nextFrameAt = now;
        }
        if (now >= nextFrameAt) {
            out.video(sample.frames().get(frame), (int) ((now - start) * 9 / 100_000));
            frame = (frame + 1) % sample.frames().size();
            nextFrameAt = Math.max(nextFrameAt + FRAME_NANOS, now - SECOND);
        }
        while (now >= nextPacketAt) {
            out.audio(sample.packets().get(packet % sample.packets().size()), packet * OPUS_STEP);
            packet++;
            nextPacketAt += PACKET_NANOS;
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
