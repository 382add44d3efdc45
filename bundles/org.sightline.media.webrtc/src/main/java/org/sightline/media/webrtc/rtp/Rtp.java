package org.sightline.media.webrtc.rtp;

/**
 * The fields of an RTP packet (RFC 3550 §5.1) and its header extensions (RFC 8285). Except for {@link #isValid}, every
 * method expects a packet that passed it.
 */
public final class Rtp {

    /** Length of the fixed header. */
    public static final int HEADER_BYTES = 12;

    private static final int EXTENSION_BIT = 0x10;
    private static final int PADDING_BIT = 0x20;
    private static final int ONE_BYTE_PROFILE = 0xBEDE;
    private static final int TWO_BYTE_PROFILE = 0x1000;

    private Rtp() {}

    /** Whether version, header, extension and padding fit the packet. */
    public static boolean isValid(Packet packet) {
        int length = packet.length();
        if (length < HEADER_BYTES || packet.u8(0) >> 6 != 2) {
            return false;
        }
        int header = HEADER_BYTES + 4 * (packet.u8(0) & 15);
        if ((packet.u8(0) & EXTENSION_BIT) != 0) {
            if (header + 4 > length) {
                return false;
            }
            header += 4 + 4 * packet.u16(header + 2);
        }
        return header <= length && header + padding(packet) <= length;
    }

    /** Whether a datagram of the SRTP range is RTCP (RFC 5761 §4). */
    public static boolean isRtcp(byte[] datagram, int length) {
        return length >= 2 && Bytes.u8(datagram, 1) >= 192 && Bytes.u8(datagram, 1) <= 223;
    }

    /** Fixed header, contributing sources and extension. */
    public static int headerLength(Packet packet) {
        int header = HEADER_BYTES + 4 * (packet.u8(0) & 15);
        return (packet.u8(0) & EXTENSION_BIT) == 0 ? header : header + 4 + 4 * packet.u16(header + 2);
    }

    public static int padding(Packet packet) {
        return (packet.u8(0) & PADDING_BIT) == 0 ? 0 : packet.u8(packet.length() - 1);
    }

    public static boolean marker(Packet packet) {
        return (packet.u8(1) & 0x80) != 0;
    }

    public static int payloadType(Packet packet) {
        return packet.u8(1) & 0x7f;
    }

    public static int sequence(Packet packet) {
        return packet.u16(2);
    }

    public static int timestamp(Packet packet) {
        return packet.i32(4);
    }

    public static int ssrc(Packet packet) {
        return packet.i32(8);
    }

    /**
     * Finds a header extension.
     *
     * @return the position of its first byte in the packet's array, or -1 if the packet does not carry it in at least
     *     {@code wanted} bytes
     */
    public static int extension(Packet packet, int id, int wanted) {
        if (id <= 0 || (packet.u8(0) & EXTENSION_BIT) == 0) {
            return -1;
        }
        byte[] bytes = packet.bytes();
        int at = packet.offset() + HEADER_BYTES + 4 * (packet.u8(0) & 15);
        int profile = Bytes.u16(bytes, at);
        int end = at + 4 + 4 * Bytes.u16(bytes, at + 2);
        boolean oneByte = profile == ONE_BYTE_PROFILE;
        if (!oneByte && (profile & 0xfff0) != TWO_BYTE_PROFILE) {
            return -1;
        }
        at += 4;
        while (at + 1 < end) {
            int head = bytes[at] & 0xff;
            if (head == 0) {
                at++;
                continue;
            }
            int found = oneByte ? head >> 4 : head;
            int size = oneByte ? (head & 15) + 1 : bytes[at + 1] & 0xff;
            at += oneByte ? 1 : 2;
            if (oneByte && found == 15 || at + size > end) {
                return -1;
            }
            if (found == id) {
                return size >= wanted ? at : -1;
            }
            at += size;
        }
        return -1;
    }

    /** The length of a header extension found by {@link #extension}. */
    public static int extensionLength(Packet packet, int position) {
        boolean oneByte = packet.u16(HEADER_BYTES + 4 * (packet.u8(0) & 15)) == ONE_BYTE_PROFILE;
        int before = packet.bytes()[position - 1] & 0xff;
        return oneByte ? (before & 15) + 1 : before;
    }

    /**
     * Turns a retransmission back into the packet that was lost (RFC 4588 §4).
     *
     * @return false if it carries no original sequence number, as padding for bandwidth probing does not
     */
    public static boolean restore(Packet packet, int ssrc, int payloadType) {
        int header = headerLength(packet);
        if (packet.length() - header - padding(packet) < 2) {
            return false;
        }
        int original = packet.u16(header);
        byte[] bytes = packet.bytes();
        int start = packet.offset();
        System.arraycopy(bytes, start, bytes, start + 2, header);
        packet.wrap(bytes, start + 2, packet.length() - 2);
        bytes[start + 3] = (byte) (bytes[start + 3] & 0x80 | payloadType);
        Bytes.put16(bytes, start + 4, original);
        Bytes.put32(bytes, start + 10, ssrc);
        return true;
    }
}
