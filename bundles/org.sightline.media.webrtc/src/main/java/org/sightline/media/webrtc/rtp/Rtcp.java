package org.sightline.media.webrtc.rtp;

/** Reads compound RTCP packets (RFC 3550 §6). */
public final class Rtcp {
    static final int SENDER_REPORT = 200;
    static final int RECEIVER_REPORT = 201;
    static final int BYE = 203;
    static final int TRANSPORT_FEEDBACK = 205;
    static final int PAYLOAD_FEEDBACK = 206;
    static final int REMB = 0x52454d42;

    private Rtcp() {}

    /**
     * Reads as far as the packet is well-formed.
     *
     * @return false if it is malformed
     */
    public static boolean read(Packet packet, RtcpHandler handler) {
        int at = 0;
        while (at + 4 <= packet.length()) {
            int length = 4 + 4 * packet.u16(at + 2);
            if (packet.u8(at) >> 6 != 2 || at + length > packet.length()) {
                return false;
            }
            if (length >= 8) {
                one(packet, at, length, handler);
            }
            at += length;
        }
        return at == packet.length();
    }

    private static void one(Packet packet, int at, int length, RtcpHandler handler) {
        int count = packet.u8(at) & 31;
        switch (packet.u8(at + 1)) {
            case SENDER_REPORT -> {
                if (length >= 28) {
                    handler.senderReport(
                            packet.i32(at + 4), packet.u32(at + 8) << 32 | packet.u32(at + 12), packet.i32(at + 16));
                    blocks(packet, at + 28, at + length, count, handler);
                }
            }
            case RECEIVER_REPORT -> blocks(packet, at + 8, at + length, count, handler);
            case BYE -> {
                for (int i = 0; i < count && at + 8 + 4 * i <= at + length; i++) {
                    handler.bye(packet.i32(at + 4 + 4 * i));
                }
            }
            case TRANSPORT_FEEDBACK -> transport(packet, at, length, count, handler);
            case PAYLOAD_FEEDBACK -> payload(packet, at, length, count, handler);
            default -> {}
        }
    }

    private static void blocks(Packet packet, int from, int end, int count, RtcpHandler handler) {
        for (int i = 0, at = from; i < count && at + 24 <= end; i++, at += 24) {
            handler.reportBlock(packet.i32(at), packet.u8(at + 4), packet.i32(at + 16), packet.u32(at + 20));
        }
    }

    private static void transport(Packet packet, int at, int length, int format, RtcpHandler handler) {
        if (format == 15 && length >= 20) {
            handler.transportFeedback(packet, at, length);
        } else if (format == 1 && length >= 12) {
            int ssrc = packet.i32(at + 8);
            for (int i = at + 12; i + 4 <= at + length; i += 4) {
                int sequence = packet.u16(i);
                int following = packet.u16(i + 2);
                handler.nack(ssrc, sequence);
                for (int bit = 0; bit < 16; bit++) {
                    if ((following >> bit & 1) != 0) {
                        handler.nack(ssrc, sequence + bit + 1 & 0xffff);
                    }
                }
            }
        }
    }

    private static void payload(Packet packet, int at, int length, int format, RtcpHandler handler) {
        if (format == 1 && length >= 12) {
            handler.keyframeNeeded(packet.i32(at + 8));
        } else if (format == 4) {
            for (int i = at + 12; i + 8 <= at + length; i += 8) {
                handler.keyframeNeeded(packet.i32(i));
            }
        } else if (format == 15 && length >= 20 && packet.i32(at + 12) == REMB) {
            int value = packet.i32(at + 16);
            handler.remb((long) (value & 0x3ffff) << Math.min(value >> 18 & 63, 40));
        }
    }
}
