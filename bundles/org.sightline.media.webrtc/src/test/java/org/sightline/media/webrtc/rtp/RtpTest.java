package org.sightline.media.webrtc.rtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RtpTest {

    private static Packet packet(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        byte[] shifted = new byte[bytes.length + 7];
        System.arraycopy(bytes, 0, shifted, 3, bytes.length);
        return new Packet(shifted, 3, bytes.length);
    }

    @Test
    void theHeadersFieldsAreRead() {
        Packet packet = packet("80e01234 00000010 deadbeef 0102");

        assertTrue(Rtp.isValid(packet));
        assertTrue(Rtp.marker(packet));
        assertEquals(96, Rtp.payloadType(packet));
        assertEquals(0x1234, Rtp.sequence(packet));
        assertEquals(16, Rtp.timestamp(packet));
        assertEquals(0xdeadbeef, Rtp.ssrc(packet));
        assertEquals(12, Rtp.headerLength(packet));
    }

    @Test
    void oneByteAndTwoByteExtensionsAreFound() {
        Packet oneByte = packet("90600001 00000000 00000001 bede0002 31aabb00 40330000 ff");
        Packet twoByte = packet("90600001 00000000 00000001 10000002 0302aabb 04013300 ff");

        for (Packet packet : new Packet[] {oneByte, twoByte}) {
            assertTrue(Rtp.isValid(packet));
            int at = Rtp.extension(packet, 3, 2);
            assertEquals(0xaabb, Bytes.u16(packet.bytes(), at));
            assertEquals(2, Rtp.extensionLength(packet, at));
            assertEquals(0x33, packet.bytes()[Rtp.extension(packet, 4, 1)]);
            assertEquals(-1, Rtp.extension(packet, 4, 2), "shorter than wanted");
            assertEquals(-1, Rtp.extension(packet, 5, 1));
            assertEquals(-1, Rtp.extension(packet, 0, 1));
        }
    }

    @Test
    void whatDoesNotFitIsInvalid() {
        assertFalse(Rtp.isValid(packet("80600001 00000000 000000")), "short header");
        assertFalse(Rtp.isValid(packet("40600001 00000000 00000001")), "version 1");
        assertFalse(Rtp.isValid(packet("8f600001 00000000 00000001")), "missing contributing sources");
        assertFalse(Rtp.isValid(packet("90600001 00000000 00000001 bede0004")), "missing extension");
        assertFalse(Rtp.isValid(packet("a0600001 00000000 00000001 09")), "more padding than packet");
    }

    @Test
    void aRetransmissionIsRestoredInPlace() {
        Packet packet = packet("90e10001 00000007 00000002 bede0001 31000500 1234 aabbcc");

        assertTrue(Rtp.restore(packet, 1, 96));

        assertArrayEquals(
                packet("90e01234 00000007 00000001 bede0001 31000500 aabbcc").copy(), packet.copy());
    }

    @Test
    void paddingOnTheRetransmissionStreamRestoresNothing() {
        assertFalse(Rtp.restore(packet("80610001 00000007 00000002"), 1, 96));
        assertFalse(Rtp.restore(packet("a0610001 00000007 00000002 00000004"), 1, 96));
    }

    @Property(tries = 3000)
    void noBytesBreakTheReaders(@ForAll @Size(max = 120) byte[] bytes, @ForAll @IntRange(max = 255) int first) {
        byte[] spoiled = Arrays.copyOf(bytes, Math.max(1, bytes.length));
        spoiled[0] = (byte) (first & 0x3f | 0x80);
        Packet packet = new Packet(Arrays.copyOf(spoiled, spoiled.length + 2), 0, spoiled.length);
        if (!Rtp.isValid(packet)) {
            return;
        }
        for (int id = 0; id < 16; id++) {
            int at = Rtp.extension(packet, id, 1);
            assertTrue(at < 0 || at + Rtp.extensionLength(packet, at) <= packet.length());
        }
        int header = Rtp.headerLength(packet);
        Keyframes.startsVp8(packet.bytes(), header, packet.length() - header);
        Keyframes.startsH264(packet.bytes(), header, packet.length() - header);
        if (Rtp.restore(packet, 1, 96)) {
            assertTrue(Rtp.headerLength(packet) <= packet.length());
        }
    }

    @Test
    void keyframesAreRecognised() {
        assertTrue(vp8("10 10"), "first packet of a keyframe");
        assertFalse(vp8("10 11"), "first packet of another frame");
        assertFalse(vp8("00 10"), "later packet");
        assertTrue(vp8("90 e0 8123 05 40 10"), "extended descriptor");
        assertFalse(vp8("90"), "cut short");
        assertTrue(h264("67 42"), "parameter set");
        assertTrue(h264("78 0004 67 42 e0 1f"), "aggregated parameter set");
        assertTrue(h264("78 0002 09f0 0004 67 42 e0 1f"), "parameter set behind a delimiter");
        assertFalse(h264("78 0002 09f0"), "delimiter alone");
        assertTrue(h264("7c 85"), "first fragment of a key slice");
        assertFalse(h264("7c 05"), "later fragment of a key slice");
        assertFalse(h264("61 00"), "other slice");
    }

    private static boolean vp8(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        return Keyframes.startsVp8(bytes, 0, bytes.length);
    }

    private static boolean h264(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        return Keyframes.startsH264(bytes, 0, bytes.length);
    }
}
