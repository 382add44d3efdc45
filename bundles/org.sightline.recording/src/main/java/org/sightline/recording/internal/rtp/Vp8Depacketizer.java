package org.sightline.recording.internal.rtp;

/** VP8 (RFC 7741). */
final class Vp8Depacketizer extends VideoDepacketizer {
    private static final int BAD = -1;

    Vp8Depacketizer(FrameOutput output) {
        super(output);
    }

    @Override
    boolean begins(RtpPacket packet) {
        int start = packet.payload(0) & 0x17; // S bit and partition index (RFC 7741 §4.2)
        return start == 0x10;
    }

    @Override
    boolean append(RtpPacket packet, FrameOutput.Frame frame) {
        int descriptor = descriptorLength(packet);
        if (descriptor == BAD) {
            return false;
        }
        frame.append(packet.buffer(), packet.payloadOffset() + descriptor, packet.payloadLength() - descriptor);
        return true;
    }

    /** RFC 7741 §4.2. */
    private static int descriptorLength(RtpPacket packet) {
        int available = packet.payloadLength();
        int length = 1;
        if ((packet.payload(0) & 0x80) != 0) {
            if (available < 2) {
                return BAD;
            }
            int extensions = packet.payload(1);
            length = 2;
            if ((extensions & 0x80) != 0) {
                if (available <= length) {
                    return BAD;
                }
                length += (packet.payload(length) & 0x80) != 0 ? 2 : 1;
            }
            length += (extensions & 0x40) != 0 ? 1 : 0;
            length += (extensions & 0x30) != 0 ? 1 : 0;
        }
        return length <= available ? length : BAD;
    }

    /** RFC 6386 §9.1. */
    @Override
    boolean complete(FrameOutput.Frame frame) {
        byte[] bytes = frame.bytes;
        frame.key = (bytes[0] & 1) == 0;
        if (!frame.key) {
            return true;
        }
        boolean header = frame.length >= 10 && (bytes[3] & 255) == 0x9d && bytes[4] == 0x01 && bytes[5] == 0x2a;
        if (header) {
            frame.width = bytes[6] & 255 | (bytes[7] & 0x3f) << 8;
            frame.height = bytes[8] & 255 | (bytes[9] & 0x3f) << 8;
        }
        return header;
    }

    @Override
    public byte[] codecPrivate() {
        return new byte[0];
    }
}
