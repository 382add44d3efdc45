package org.sightline.selftest.internal;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.sightline.calls.CallSessions;
import org.sightline.calls.CallSessions.CallSession;
import org.sightline.calls.Signal;
import org.sightline.media.webrtc.client.ClientListener;
import org.sightline.media.webrtc.client.ClientOptions;
import org.sightline.media.webrtc.client.ClientStats;
import org.sightline.media.webrtc.client.WebRtcClient;

/** Someone who joins a call without a browser: real signalling messages, real ICE, DTLS and SRTP on real sockets. */
final class SyntheticParticipant implements AutoCloseable {
    private static final int FIRST_FRAME_SECONDS = 10;
    private static final int SETTLE_MILLIS = 500;

    private final Signals signals = new Signals();
    private final AtomicLong frames = new AtomicLong();
    private final CountDownLatch firstFrame = new CountDownLatch(1);
    private final WebRtcClient client;
    private final SamplePlayer player;
    private Optional<CallSession> session = Optional.empty();
    private volatile long offeredAt;
    private volatile long firstFrameAt;

    SyntheticParticipant(String name, Sample sample) {
        client = new WebRtcClient(ClientOptions.DEFAULT, new Receiver());
        player = new SamplePlayer(name, sample, new SamplePlayer.Out() {
            @Override
            public void video(byte[] frame, int timestamp) {
                client.sendFrame(frame, timestamp);
            }

            @Override
            public void audio(byte[] packet, int timestamp) {
                client.sendAudio(packet, timestamp);
            }
        });
    }

    private final class Receiver implements ClientListener {
        @Override
        public void frame(String mid, byte[] frame, int timestamp, boolean keyframe) {
            if (frames.getAndIncrement() == 0) {
                firstFrameAt = System.nanoTime();
                firstFrame.countDown();
            }
        }

        @Override
        public void keyframeNeeded() {
            player.keyframeNeeded();
        }
    }

    Signals signals() {
        return signals;
    }

    /** Uses up a ticket. */
    void join(CallSessions sessions, String ticket) throws StepFailedException {
        session = Optional.of(sessions.open(ticket, signals));
        signals.welcome();
    }

    /** Offers, connects and begins to send. @return what it found in one line */
    String connect() throws IOException {
        client.connect(offer -> {
            offeredAt = System.nanoTime();
            session.orElseThrow().receive(new Signal.Offer(offer));
            try {
                return signals.answer().sdp();
            } catch (StepFailedException e) {
                throw new IOException(e.getMessage(), e);
            }
        });
        player.start();
        ClientStats stats = client.stats();
        return "ICE, DTLS and SRTP up after " + stats.connectMillis() + " ms, round trip " + stats.roundTripMillis()
                + " ms";
    }

    /** Shows and says something for a while. */
    void settle() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
    }

    /** Waits for the other side's first complete picture. @return milliseconds since the own offer */
    long awaitFirstFrame() throws StepFailedException, InterruptedException {
        if (!firstFrame.await(FIRST_FRAME_SECONDS, TimeUnit.SECONDS)) {
            throw new StepFailedException("no picture came through within " + FIRST_FRAME_SECONDS + " s, though "
                    + client.stats().packetsReceived() + " packets did");
        }
        return firstFrameMillis();
    }

    /** Milliseconds from the offer to the first complete picture, 0 if there was none. */
    long firstFrameMillis() {
        return firstFrameAt == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(firstFrameAt - offeredAt);
    }

    long framesReceived() {
        return frames.get();
    }

    void consent() {
        session.orElseThrow().receive(new Signal.ConsentGiven(true));
    }

    void end() {
        session.orElseThrow().receive(new Signal.EndCall());
    }

    @Override
    public void close() {
        player.close();
        client.close();
        session.ifPresent(open -> open.disconnected(true));
    }
}
