package org.sightline.media.webrtc.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SessionDescriptionTest {
    private static final String FINGERPRINT = "sha-256 " + "0A:".repeat(31) + "FF";
    private static final String FIREFOX = String.join(
            "\r\n",
            "v=0",
            "o=mozilla...THIS_IS_SDPARTA-99.0 5 1 IN IP4 0.0.0.0",
            "s=-",
            "t=0 0",
            "a=fingerprint:" + FINGERPRINT,
            "a=group:BUNDLE 0 1",
            "a=ice-options:trickle",
            "m=audio 9 UDP/TLS/RTP/SAVPF 109 9",
            "c=IN IP4 0.0.0.0",
            "a=sendrecv",
            "a=extmap:3 urn:ietf:params:rtp-hdrext:sdes:mid",
            "a=extmap:2/recvonly urn:ietf:params:rtp-hdrext:csrc-audio-level",
            "a=ice-pwd:0123456789abcdef0123456789abcdef",
            "a=ice-ufrag:abcd1234",
            "a=mid:0",
            "a=rtpmap:109 opus/48000/2",
            "a=fmtp:109 maxplaybackrate=48000;stereo=1",
            "a=setup:actpass",
            "a=ssrc:4294967295 cname:{x}",
            "m=video 0 UDP/TLS/RTP/SAVPF 120 124",
            "c=IN IP4 0.0.0.0",
            "a=bundle-only",
            "a=recvonly",
            "a=mid:1",
            "a=rtpmap:120 VP8/90000",
            "a=rtcp-fb:120 nack",
            "a=rtcp-fb:120 nack pli",
            "a=rtpmap:124 rtx/90000",
            "a=fmtp:124 apt=120;rtx-time=3000",
            "a=ice-pwd:0123456789abcdef0123456789abcdef",
            "a=ice-ufrag:abcd1234",
            "a=setup:actpass",
            "");

    @Test
    void aFirefoxOfferIsUnderstood() throws SdpException {
        SessionDescription offer = SessionDescription.parse(FIREFOX);
        MediaSection audio = offer.media().get(0);
        MediaSection video = offer.media().get(1);

        assertEquals(List.of(-1), audio.ssrcs());
        assertEquals(2, audio.extensions().size());
        assertEquals(109, audio.format("opus").orElseThrow().payloadType());
        assertFalse(video.isRejected(), "bundle-only is no rejection");
        assertEquals(Direction.RECVONLY, video.direction());
        assertEquals(FINGERPRINT, video.fingerprint().orElseThrow().toString(), "from the session level");
        Format vp8 = video.format("VP8").orElseThrow();
        assertEquals(List.of("nack", "nack pli"), vp8.feedback());
        assertEquals(124, video.retransmissionOf(vp8).orElseThrow().payloadType());
    }

    @Test
    void whatIsWrittenIsReadBack() throws SdpException {
        SessionDescription first = SessionDescription.parse(FIREFOX.replace("m=video 0", "m=video 9"));

        SessionDescription second = SessionDescription.parse(first.toString());

        assertEquals(first.media().get(1).formats(), second.media().get(1).formats());
        assertEquals(first.media().get(0).ice(), second.media().get(0).ice());
        assertEquals(first.id(), second.id());
    }

    @Test
    void onlyTheH264ThatEveryBrowserHasIsChosen() throws SdpException {
        String h264 = FIREFOX.replace("VP8/90000", "H264/90000");

        assertTrue(video(h264).format("H264").isEmpty(), "packetization mode 0");
        assertTrue(video(h264.replace(
                        "a=rtcp-fb:120 nack\r\n", "a=fmtp:120 packetization-mode=1;profile-level-id=640c1f\r\n"))
                .format("H264")
                .isEmpty());
        assertTrue(video(h264.replace(
                        "a=rtcp-fb:120 nack\r\n", "a=fmtp:120 profile-level-id=42e01f; packetization-mode=1\r\n"))
                .format("H264")
                .isPresent());
    }

    private static MediaSection video(String sdp) throws SdpException {
        return SessionDescription.parse(sdp).media().get(1);
    }

    @Test
    void malformedDescriptionsAreRefused() {
        for (String bad : new String[] {
            "",
            "v=1",
            FIREFOX.replace("9 UDP", "x UDP"),
            FIREFOX.replace("109 9", "200"),
            FIREFOX.replace("a=ice-ufrag:abcd1234", "a=ice-ufrag:<script>"),
            FIREFOX.replace("a=mid:0", "a=mid:a b"),
            FIREFOX.replace("0A:0A", "0G:0A"),
            FIREFOX + "m=video 9 UDP/TLS/RTP/SAVPF 96\r\n".repeat(200),
            FIREFOX + "a=candidate:x\r\n",
            FIREFOX + "a=ssrc:99999999999 cname:x\r\n",
            FIREFOX + "a=x\r\n".repeat(5000),
            FIREFOX + "y".repeat(70_000)
        }) {
            assertThrows(SdpException.class, () -> SessionDescription.parse(bad));
        }
        assertThrows(SdpException.class, () -> SessionDescription.parse(null));
    }

    @Property(tries = 1000)
    void aSpoiledOfferIsReadOrRefused(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder spoiled = new StringBuilder(FIREFOX);
        for (int i = random.nextInt(8); i >= 0; i--) {
            int at = random.nextInt(spoiled.length());
            switch (random.nextInt(4)) {
                case 0 -> spoiled.setCharAt(at, (char) random.nextInt(128));
                case 1 -> spoiled.deleteCharAt(at);
                case 2 -> spoiled.insert(at, (char) random.nextInt(0x3000));
                default -> spoiled.delete(at, Math.min(spoiled.length(), at + random.nextInt(60)));
            }
        }
        try {
            SessionDescription.parse(spoiled.toString()).toString();
        } catch (SdpException e) {
            assertFalse(e.getMessage().isBlank());
        }
    }

    @Property(tries = 1000)
    void aTextIsNoCandidateUnlessItIs(@ForAll String text) {
        try {
            Candidate.parse(text);
        } catch (SdpException e) {
            assertTrue(e.getMessage().startsWith("candidate"));
        }
    }

    @Test
    void candidatesAreReadBackAndRanked() throws SdpException {
        Candidate udp = Candidate.udpHost("192.0.2.1", 10000, 0);
        Candidate tcp = Candidate.tcpPassiveHost("192.0.2.1", 10000, 0);

        assertEquals(udp, Candidate.parse("a=candidate:" + udp));
        assertEquals(tcp, Candidate.parse(tcp.toString()));
        assertTrue(udp.priority() > tcp.priority());
        assertTrue(udp.priority() > Candidate.udpHost("192.0.2.2", 10000, 1).priority());
    }
}
