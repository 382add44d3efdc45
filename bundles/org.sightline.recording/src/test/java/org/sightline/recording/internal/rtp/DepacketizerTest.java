package org.sightline.recording.internal.rtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.sightline.media.Codec;
import org.sightline.recording.internal.fakes.RtpSender;

final class DepacketizerTest {
    private static final byte[] KEY = vp8(true, 3_000, 640, 480);
    private static final byte[] DELTA = vp8(false, 2_000, 0, 0);

    private final List<byte[]> frames = new ArrayList<>();
    private final List<String> sizes = new ArrayList<>();
    private final Depacketizer vp8 = Depacketizer.of(Codec.VP8, this::frame);
    private final RtpSender sender = new RtpSender(0, 10);
    private int timestamp;

    private void frame(FrameOutput.Frame frame) {
        frames.add(Arrays.copyOf(frame.bytes(), frame.length()));
        sizes.add(frame.width() + "x" + frame.height());
    }

    private static byte[] vp8(boolean key, int length, int width, int height) {
        byte[] frame = new byte[length];
        Arrays.fill(frame, (byte) 0x33);
        frame[0] = (byte) (key ? 0x10 : 0x11);
        if (key) {
            ByteBuffer.wrap(frame)
                    .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                    .put(3, (byte) 0x9d)
                    .put(4, (byte) 0x01)
                    .put(5, (byte) 0x2a)
                    .putShort(6, (short) width)
                    .putShort(8, (short) height);
        }
        return frame;
    }

    private List<RtpPacket> packets(byte[] frame) {
        timestamp += 4_500;
        return sender.vp8(frame, timestamp, timestamp).stream()
                .map(DepacketizerTest::parsed)
                .toList();
    }

    private static RtpPacket parsed(RtpSender.Sent sent) {
        RtpPacket packet = new RtpPacket();
        assertTrue(packet.parse(sent.bytes(), 0, sent.bytes().length, sent.nanos()));
        return packet;
    }

    private void pass(byte[] frame) {
        packets(frame).forEach(packet -> vp8.packet(packet, false));
    }

    @Test
    void framesAreMadeWholeAgain() {
        pass(KEY);
        pass(DELTA);

        assertArrayEquals(KEY, frames.get(0));
        assertArrayEquals(DELTA, frames.get(1));
        assertEquals("640x480", sizes.get(0));
        assertFalse(vp8.needsKeyframe());
    }

    @Test
    void nothingCountsBeforeTheFirstKeyframe() {
        pass(DELTA);
        assertTrue(vp8.needsKeyframe());
        pass(KEY);

        assertEquals(1, frames.size());
    }

    @Test
    void afterALossNothingCountsUntilTheNextKeyframe() {
        pass(KEY);
        List<RtpPacket> torn = packets(DELTA);
        vp8.packet(torn.get(0), false);
        List<RtpPacket> after = packets(DELTA);
        vp8.packet(after.get(0), true); // the rest of the torn one never came
        after.stream().skip(1).forEach(packet -> vp8.packet(packet, false));
        assertTrue(vp8.needsKeyframe());
        pass(DELTA);
        assertEquals(1, frames.size());

        pass(KEY);
        pass(DELTA);
        assertEquals(3, frames.size());
    }

    @Test
    void aFrameWithoutItsStartIsNoFrame() {
        pass(KEY);
        List<RtpPacket> torn = packets(KEY);
        torn.stream().skip(1).forEach(packet -> vp8.packet(packet, packet == torn.get(1)));

        assertEquals(1, frames.size());
        assertTrue(vp8.needsKeyframe());
    }

    @Test
    void paddingIsNoFrame() {
        pass(KEY);
        byte[] padding = new byte[12 + 200];
        padding[0] = (byte) 0xa0;
        padding[padding.length - 1] = (byte) 200;
        RtpPacket packet = new RtpPacket();
        assertTrue(packet.parse(padding, 0, padding.length, 0));
        vp8.packet(packet, false);
        pass(DELTA);

        assertEquals(2, frames.size());
    }

    @Property(tries = 2_000)
    void noPacketHoweverHostileBreaksADepacketizer(
            @ForAll @Size(max = 60) List<byte[]> hostile, @ForAll boolean realHeader) {
        for (Codec codec : Codec.values()) {
            ReorderBuffer order =
                    new ReorderBuffer(0, 1_000, Depacketizer.of(codec, frame -> assertTrue(frame.length() > 0)));
            RtpPacket packet = new RtpPacket();
            int sequence = 0;
            for (byte[] bytes : hostile) {
                byte[] sent = realHeader ? withHeader(bytes, sequence++) : bytes;
                if (packet.parse(sent, 0, sent.length, sequence)) {
                    order.packet(packet, 0);
                }
                order.expire(sequence + 500);
            }
            order.flush();
        }
    }

    private static byte[] withHeader(byte[] payload, int sequence) {
        return ByteBuffer.allocate(12 + payload.length)
                .put((byte) 0x80)
                .put((byte) (sequence % 3 == 0 ? 0xe0 : 0x60))
                .putShort((short) sequence)
                .putInt(sequence / 3)
                .putInt(1)
                .put(payload)
                .array();
    }

    @Test
    void opusPacketsTellHowLongTheySound() {
        assertEquals(20, OpusDuration.millis(new byte[] {(byte) 0xf8, 0}, 2)); // CELT 20 ms, one frame
        assertEquals(60, OpusDuration.millis(new byte[] {(byte) 0x18, 0}, 2)); // SILK 60 ms
        assertEquals(40, OpusDuration.millis(new byte[] {(byte) 0xf9, 0}, 2)); // two frames
        assertEquals(60, OpusDuration.millis(new byte[] {(byte) 0xfb, 3}, 2)); // three by count
        assertEquals(10, OpusDuration.millis(new byte[] {(byte) 0x60, 0}, 2)); // hybrid 10 ms
        assertEquals(2, OpusDuration.millis(new byte[] {(byte) 0x80, 0}, 2)); // CELT 2.5 ms
    }
}
