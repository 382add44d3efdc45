package org.sightline.media.webrtc.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sightline.media.webrtc.rtp.Bytes;
import org.sightline.media.webrtc.rtp.Packet;
import org.sightline.media.webrtc.rtp.RtcpWriter;

class SrtpContextsTest {

    private static SrtpKeys keys(SrtpProfile profile) {
        byte[] material = new byte[2 * (profile.keyBytes() + profile.saltBytes())];
        new Random(7).nextBytes(material);
        return new SrtpKeys(profile, material);
    }

    private static Packet rtp(int sequence, int ssrc) {
        Packet packet = new Packet();
        Bytes.put32(packet.bytes(), 0, 0x80600000 | sequence & 0xffff);
        Bytes.put32(packet.bytes(), 8, ssrc);
        Arrays.fill(packet.bytes(), 12, 200, (byte) 0x55);
        return packet.wrap(packet.bytes(), 0, 200);
    }

    @ParameterizedTest
    @EnumSource
    void whatOneSideProtectsTheOtherOpens(SrtpProfile profile) {
        SrtpContexts sender = keys(profile).fromServer(true);
        SrtpContexts receiver = keys(profile).fromServer(false);
        for (int i = 65_000; i < 66_500; i++) { // over a rollover
            Packet packet = rtp(i, 1);
            byte[] plain = packet.copy();
            assertTrue(sender.protect(packet));
            assertFalse(Arrays.equals(plain, Arrays.copyOf(packet.copy(), plain.length)));
            assertTrue(receiver.open(packet), "packet " + i);
            assertArrayEquals(plain, packet.copy());
        }
    }

    @ParameterizedTest
    @EnumSource
    void controlPacketsAreProtectedToo(SrtpProfile profile) {
        SrtpContexts sender = keys(profile).fromClient(true);
        SrtpContexts receiver = keys(profile).fromClient(false);
        Packet packet = new RtcpWriter().keyframeNeeded(1, 2).packet();
        byte[] plain = packet.copy();

        assertTrue(sender.protectRtcp(packet));
        assertTrue(receiver.openRtcp(packet));

        assertArrayEquals(plain, packet.copy());
    }

    @ParameterizedTest
    @EnumSource
    void forgedRepeatedAndForeignPacketsAreRefused(SrtpProfile profile) {
        SrtpContexts sender = keys(profile).fromClient(true);
        SrtpContexts receiver = keys(profile).fromClient(false);
        Packet packet = rtp(1, 1);
        assertTrue(sender.protect(packet));
        byte[] wire = packet.copy();

        byte[] forged = wire.clone();
        forged[100] ^= 1;
        assertFalse(receiver.open(new Packet(forged, 0, forged.length)));
        assertFalse(keys(profile).fromServer(false).open(new Packet(wire.clone(), 0, wire.length)));
        assertTrue(receiver.open(new Packet(wire.clone(), 0, wire.length)));
        assertFalse(receiver.open(new Packet(wire.clone(), 0, wire.length)), "a repetition");
    }

    @ParameterizedTest
    @EnumSource
    void forgedStreamsLeaveNothingBehindAndTheNumberOfStreamsIsCapped(SrtpProfile profile) {
        SrtpContexts sender = keys(profile).fromClient(true);
        SrtpContexts receiver = keys(profile).fromClient(false);
        for (int ssrc = 1000; ssrc < 3000; ssrc++) {
            assertFalse(receiver.open(rtp(1, ssrc)));
        }
        int opened = 0;
        for (int ssrc = 0; ssrc < SrtpContexts.MAX_STREAMS + 10; ssrc++) {
            Packet packet = rtp(1, ssrc);
            opened += sender.protect(packet) && receiver.open(packet) ? 1 : 0;
        }
        assertEquals(SrtpContexts.MAX_STREAMS, opened);
    }

    @Property(tries = 1500)
    void noBytesBreakTheOpening(@ForAll @Size(max = 200) byte[] bytes) {
        for (SrtpProfile profile : SrtpProfile.values()) {
            SrtpContexts receiver = keys(profile).fromClient(false);
            assertFalse(receiver.open(new Packet(bytes.clone(), 0, bytes.length)));
            assertFalse(receiver.openRtcp(new Packet(bytes.clone(), 0, bytes.length)));
        }
    }
}
