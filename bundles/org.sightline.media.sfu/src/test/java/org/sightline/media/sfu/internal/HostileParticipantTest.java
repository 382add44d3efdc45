package org.sightline.media.sfu.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.sightline.media.webrtc.dtls.DtlsIdentity;
import org.sightline.media.webrtc.rtp.Bytes;
import org.sightline.media.webrtc.rtp.Packet;
import org.sightline.media.webrtc.rtp.Rtp;

/** What a participant sends is authentic, but may be nonsense all the same. */
class HostileParticipantTest {
    private static final String FINGERPRINT = "sha-256 " + "0A:".repeat(31) + "FF";
    private static final int AUDIO_SSRC = 11;
    private static final int VIDEO_SSRC = 22;
    private static final int REPEAT_SSRC = 33;
    private static ExecutorService handshakes;
    private static Events events;
    private static SfuParticipant publisher;
    private static SfuParticipant subscriber;
    private static CollectingSink sink;

    @BeforeContainer
    static void open() throws Exception {
        handshakes = Executors.newSingleThreadExecutor();
        events = new Events();
        Engine engine = new Engine(
                new SecureRandom(), DtlsIdentity.generate(), new Switchboard(), handshakes, events, List.of());
        SfuRoom room = new SfuRoom("room", engine, cause -> {}, 2, closed -> {});
        publisher = (SfuParticipant)
                room.join("p", new Caller.Deaf()).toCompletableFuture().get();
        subscriber = (SfuParticipant)
                room.join("s", new Caller.Deaf()).toCompletableFuture().get();
        publisher.offer(offer()).toCompletableFuture().get();
        subscriber.offer(offer()).toCompletableFuture().get();
        sink = new CollectingSink();
        publisher.tap(sink).toCompletableFuture().get();
    }

    @AfterContainer
    static void close() {
        Threads.abort(handshakes);
        events.close();
    }

    private static String offer() {
        String transport = "a=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\na=fingerprint:" + FINGERPRINT
                + "\r\na=setup:actpass\r\na=sendrecv\r\n"
                + "a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01\r\n"
                + "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\n";
        return "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n"
                + "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\n" + transport + "a=rtpmap:111 opus/48000/2\r\na=ssrc:"
                + AUDIO_SSRC + " cname:x\r\n"
                + "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\na=mid:1\r\n" + transport
                + "a=rtpmap:96 VP8/90000\r\na=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\na=ssrc-group:FID "
                + VIDEO_SSRC + ' ' + REPEAT_SSRC + "\r\na=ssrc:" + VIDEO_SSRC + " cname:x\r\na=ssrc:" + REPEAT_SSRC
                + " cname:x\r\n";
    }

    @Property(tries = 2000)
    void noPacketBreaksThePipeline(@ForAll @Size(min = 12, max = 120) byte[] bytes, @ForAll byte choice) {
        byte[] roomy = new byte[bytes.length + 64];
        System.arraycopy(bytes, 0, roomy, 0, bytes.length);
        roomy[0] = (byte) (roomy[0] & 0x3f | 0x80);
        roomy[1] = (byte) (roomy[1] & 0x80 | new int[] {111, 96, 97, 5}[choice & 3]);
        Bytes.put32(roomy, 8, new int[] {AUDIO_SSRC, VIDEO_SSRC, REPEAT_SSRC, 44}[choice >> 2 & 3]);
        Packet packet = new Packet(roomy, 0, bytes.length);
        if (!Rtp.isValid(packet)) {
            return;
        }
        InboundPacket in = new InboundPacket();
        in.begin(packet, System.nanoTime());
        in.headerLength = Rtp.headerLength(packet);
        for (Step step : publisher.uplink().pipeline().steps()) {
            if (!step.name().equals("decrypt") && !step.run(in)) {
                return;
            }
        }
    }

    @Property(tries = 2000)
    void noFeedbackBreaksTheEngine(@ForAll @Size(min = 8, max = 120) byte[] bytes, @ForAll byte choice) {
        byte[] cut = java.util.Arrays.copyOf(bytes, bytes.length & ~3);
        cut[0] = (byte) (cut[0] & 0x3f | 0x80);
        cut[1] = (byte) (200 + (choice & 7));
        Bytes.put16(cut, 2, cut.length / 4 - 1);
        int[] known = {
            AUDIO_SSRC, VIDEO_SSRC, subscriber.downlink().streams().get(1).ssrc()
        };
        for (int at = 4; at + 4 <= cut.length && at <= 8; at += 4) {
            Bytes.put32(cut, at, known[Math.floorMod(choice >> 3, 3)]);
        }
        for (SfuParticipant participant : new SfuParticipant[] {publisher, subscriber}) {
            participant.rtcp(new Packet(cut.clone(), 0, cut.length), System.nanoTime());
        }
        assertTrue(subscriber.downlink().estimate().limit() >= 0);
    }
}
