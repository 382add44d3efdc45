package org.sightline.recording.internal.rtp;

import java.util.Arrays;

/** H.264 (RFC 6184), packetization modes 0 and 1, into length-prefixed units (ISO/IEC 14496-15). */
final class H264Depacketizer extends VideoDepacketizer {
    private static final int IDR = 5;
    private static final int SPS = 7;
    private static final int PPS = 8;
    private static final int DELIMITER = 9;
    private static final int STAP_A = 24;
    private static final int FU_A = 28;
    private static final byte[] LENGTH = new byte[4];

    private byte[] sps = new byte[0];
    private byte[] pps = new byte[0];
    private byte[] codecPrivate = new byte[0];
    private int fragment = -1;

    H264Depacketizer(FrameOutput output) {
        super(output);
    }

    @Override
    boolean begins(RtpPacket packet) {
        fragment = -1;
        int type = packet.payload(0) & 31;
        return type != FU_A || packet.payloadLength() > 1 && (packet.payload(1) & 0x80) != 0;
    }

    @Override
    boolean append(RtpPacket packet, FrameOutput.Frame frame) {
        int type = packet.payload(0) & 31;
        int from = packet.payloadOffset();
        if (type == FU_A) {
            return fragment(packet, frame);
        }
        if (fragment >= 0) {
            return false; // a fragmented unit was not ended
        }
        if (type == STAP_A) {
            int at = 1;
            while (at + 2 < packet.payloadLength()) {
                int length = packet.payload(at) << 8 | packet.payload(at + 1);
                if (length == 0 || at + 2 + length > packet.payloadLength()) {
                    return false;
                }
                unit(packet.buffer(), from + at + 2, length, frame);
                at += 2 + length;
            }
            return true;
        }
        if (type < 1 || type > 23) {
            return false;
        }
        unit(packet.buffer(), from, packet.payloadLength(), frame);
        return true;
    }

    /** RFC 6184 §5.8. */
    private boolean fragment(RtpPacket packet, FrameOutput.Frame frame) {
        if (packet.payloadLength() < 3) {
            return false;
        }
        int header = packet.payload(1);
        boolean start = (header & 0x80) != 0;
        if (start != fragment < 0) {
            return false;
        }
        if (start) {
            fragment = frame.length;
            frame.append(LENGTH, 0, 4);
            frame.append(new byte[] {(byte) (packet.payload(0) & 0xe0 | header & 31)}, 0, 1);
        }
        frame.append(packet.buffer(), packet.payloadOffset() + 2, packet.payloadLength() - 2);
        if ((header & 0x40) != 0) {
            int length = frame.length - fragment - 4;
            setLength(frame.bytes, fragment, length);
            remember(frame.bytes, fragment + 4, length, frame);
            fragment = -1;
        }
        return true;
    }

    private void unit(byte[] from, int offset, int length, FrameOutput.Frame frame) {
        if ((from[offset] & 31) == DELIMITER) {
            return;
        }
        int at = frame.length;
        frame.append(LENGTH, 0, 4);
        frame.append(from, offset, length);
        setLength(frame.bytes, at, length);
        remember(from, offset, length, frame);
    }

    private static void setLength(byte[] bytes, int at, int length) {
        bytes[at] = (byte) (length >>> 24);
        bytes[at + 1] = (byte) (length >>> 16);
        bytes[at + 2] = (byte) (length >>> 8);
        bytes[at + 3] = (byte) length;
    }

    private void remember(byte[] from, int offset, int length, FrameOutput.Frame frame) {
        switch (from[offset] & 31) {
            case IDR -> frame.key = true;
            case SPS -> sps = length >= 4 && length <= 1_000 ? Arrays.copyOfRange(from, offset, offset + length) : sps;
            case PPS -> pps = length <= 1_000 ? Arrays.copyOfRange(from, offset, offset + length) : pps;
            default -> {}
        }
    }

    @Override
    boolean complete(FrameOutput.Frame frame) {
        if (fragment >= 0) {
            return false;
        }
        if (!frame.key) {
            return true;
        }
        if (sps.length == 0 || pps.length == 0) {
            return false;
        }
        int[] size = H264Picture.size(sps);
        frame.width = size[0];
        frame.height = size[1];
        if (codecPrivate.length == 0) {
            codecPrivate = configuration(sps, pps);
        }
        return true;
    }

    /** An AVC decoder configuration record with these parameter sets; later ones are in the stream itself. */
    private static byte[] configuration(byte[] sps, byte[] pps) {
        java.nio.ByteBuffer out = java.nio.ByteBuffer.allocate(11 + sps.length + pps.length);
        out.put((byte) 1).put(sps, 1, 3).put((byte) 0xff).put((byte) 0xe1);
        out.putShort((short) sps.length).put(sps);
        out.put((byte) 1).putShort((short) pps.length).put(pps);
        return out.array();
    }

    @Override
    public byte[] codecPrivate() {
        return codecPrivate.clone();
    }
}
