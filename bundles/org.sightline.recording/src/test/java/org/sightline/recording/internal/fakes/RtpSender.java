package org.sightline.recording.internal.fakes;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.sightline.media.TapSink;

/** Packs frames into RTP packets as a browser does. */
public final class RtpSender {
    private static final int MTU = 1_100;

    /** A packet on its way. */
    public record Sent(int track, byte[] bytes, long nanos) {
        public void to(TapSink.PacketConsumer consumer) {
            consumer.rtp(track, bytes, 0, bytes.length, nanos);
        }
    }

    private final int track;
    private final int ssrc;
    private int sequence;

    public RtpSender(int track, int firstSequence) {
        this.track = track;
        ssrc = 1_000 + track;
        sequence = firstSequence;
    }

    public void skip(int packets) {
        sequence += packets;
    }

    public List<Sent> vp8(byte[] frame, int timestamp, long nanos) {
        List<Sent> packets = new ArrayList<>();
        for (int at = 0; at < frame.length; at += MTU) {
            int length = Math.min(MTU, frame.length - at);
            // X, S at the start; extension: I with a 15-bit picture id
            ByteBuffer payload = ByteBuffer.allocate(4 + length)
                    .put((byte) (at == 0 ? 0x90 : 0x80))
                    .put((byte) 0x80)
                    .putShort((short) (0x8000 | sequence & 0x7fff))
                    .put(frame, at, length);
            packets.add(packet(payload.array(), timestamp, at + length == frame.length, nanos));
        }
        return packets;
    }

    public Sent opus(byte[] frame, int timestamp, long nanos) {
        return packet(frame, timestamp, false, nanos);
    }

    /** Small units together in a STAP-A, large ones in FU-As. */
    public List<Sent> h264(List<byte[]> units, int timestamp, long nanos) {
        List<byte[]> payloads = new ArrayList<>();
        List<byte[]> small = new ArrayList<>();
        for (byte[] unit : units) {
            if (unit.length <= 200) {
                small.add(unit);
            } else {
                aggregate(small, payloads);
                fragment(unit, payloads);
            }
        }
        aggregate(small, payloads);
        List<Sent> packets = new ArrayList<>();
        for (int i = 0; i < payloads.size(); i++) {
            packets.add(packet(payloads.get(i), timestamp, i == payloads.size() - 1, nanos));
        }
        return packets;
    }

    private static void aggregate(List<byte[]> small, List<byte[]> payloads) {
        if (small.size() == 1) {
            payloads.add(small.get(0));
        } else if (!small.isEmpty()) {
            int length = 1 + small.stream().mapToInt(unit -> unit.length + 2).sum();
            ByteBuffer payload = ByteBuffer.allocate(length).put((byte) (0x60 | 24));
            small.forEach(unit -> payload.putShort((short) unit.length).put(unit));
            payloads.add(payload.array());
        }
        small.clear();
    }

    private static void fragment(byte[] unit, List<byte[]> payloads) {
        if (unit.length <= MTU) {
            payloads.add(unit);
            return;
        }
        for (int at = 1; at < unit.length; at += MTU) {
            int length = Math.min(MTU, unit.length - at);
            int flags = (at == 1 ? 0x80 : 0) | (at + length == unit.length ? 0x40 : 0);
            payloads.add(ByteBuffer.allocate(2 + length)
                    .put((byte) (unit[0] & 0xe0 | 28))
                    .put((byte) (flags | unit[0] & 31))
                    .put(unit, at, length)
                    .array());
        }
    }

    private Sent packet(byte[] payload, int timestamp, boolean marker, long nanos) {
        ByteBuffer packet = ByteBuffer.allocate(12 + payload.length)
                .put((byte) 0x80)
                .put((byte) (marker ? 0xe0 : 0x60))
                .putShort((short) sequence++)
                .putInt(timestamp)
                .putInt(ssrc)
                .put(payload);
        return new Sent(track, packet.array(), nanos);
    }

    /** 64-bit NTP timestamp of a time in milliseconds since 1900. */
    public static long ntp(double millis) {
        long seconds = (long) (millis / 1000);
        long fraction = (long) ((millis - seconds * 1000.0) / 1000.0 * 4294967296.0);
        return seconds << 32 | fraction;
    }
}
