package org.sightline.bench;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.sightline.media.webrtc.client.ClientListener;
import org.sightline.media.webrtc.client.ClientOptions;
import org.sightline.media.webrtc.client.Exchange;
import org.sightline.media.webrtc.client.WebRtcClient;

/** One side of a call: sends video and audio at a steady rate over a real WebRTC connection and notes what arrives. */
final class Person implements ClientListener, AutoCloseable {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long LATE = SECOND / 2;

    private final WebRtcClient client = new WebRtcClient(ClientOptions.DEFAULT.withVideoCodecs("VP8"), this);
    private final CountDownLatch seeing = new CountDownLatch(1);
    private final AtomicLong received = new AtomicLong();
    private final Load load;
    private volatile boolean keyframeWanted = true;
    private volatile long offeredAt;
    private volatile long firstFrameAt;
    private long start;
    private long nextFrame;
    private long nextPacket;
    private int frame;
    private int packet;

    Person(Load load) {
        this.load = load;
    }

    /** Offers and returns when media can flow. */
    void connect(Exchange exchange) throws IOException {
        client.connect(offer -> {
            offeredAt = System.nanoTime();
            return exchange.answer(offer);
        });
    }

    /** Begins to send. @param phase where in a frame's time it begins, so that not everybody sends at once */
    void start(double phase) {
        start = System.nanoTime() + (long) (phase * SECOND / load.framesPerSecond());
        nextFrame = start;
        nextPacket = start;
    }

    /** Sends what is due. One thread. */
    void send(long now) {
        if (now - nextFrame > LATE || now - nextPacket > LATE) {
            nextFrame = Math.max(nextFrame, now - LATE); // a standstill of this process is not made up for
            nextPacket = Math.max(nextPacket, now - LATE);
        }
        while (now >= nextFrame) {
            boolean keyframe = keyframeWanted;
            keyframeWanted = false;
            client.sendFrame(load.frame(keyframe, frame++), (int) ((nextFrame - start) * 9 / 100_000));
            nextFrame += SECOND / load.framesPerSecond();
        }
        while (now >= nextPacket) {
            client.sendAudio(load.audio(packet), packet * Load.OPUS_STEP);
            packet++;
            nextPacket += SECOND / Load.OPUS_PER_SECOND;
        }
    }

    @Override
    public void packet(String mid, org.sightline.media.webrtc.rtp.Packet any) {
        received.incrementAndGet();
    }

    @Override
    public void frame(String mid, byte[] any, int timestamp, boolean keyframe) {
        if (firstFrameAt == 0) {
            firstFrameAt = System.nanoTime();
            seeing.countDown();
        }
    }

    @Override
    public void keyframeNeeded() {
        keyframeWanted = true;
    }

    /** Milliseconds from the offer until the first whole picture of the other side. */
    double awaitFirstFrame() throws IOException, InterruptedException {
        if (!seeing.await(15, TimeUnit.SECONDS)) {
            throw new IOException("no picture came within 15 s, though " + received + " packets did");
        }
        return (firstFrameAt - offeredAt) / 1e6;
    }

    long packetsSent() {
        return client.stats().packetsSent();
    }

    long packetsReceived() {
        return received.get();
    }

    @Override
    public void close() {
        client.close();
    }
}
