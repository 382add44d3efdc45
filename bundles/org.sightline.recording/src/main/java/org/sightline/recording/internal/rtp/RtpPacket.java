package org.sightline.recording.internal.rtp;

import java.util.Arrays;

/** An RTP packet (RFC 3550 §5.1), a view of a buffer or a copy. Mutable and reused: nothing is allocated for a packet. */
public final class RtpPacket {
    private static final int FIXED = 12;

    private byte[] buffer = new byte[0];
    private int payloadOffset;
    private int payloadLength;
    private int sequence;
    private int timestamp;
    private boolean marker;
    private long arrivalNanos;

    /** Looks at a packet; false if it is malformed or carries nothing. */
    public boolean parse(byte[] bytes, int offset, int length, long nanos) {
        if (length < FIXED || (bytes[offset] & 0xc0) != 0x80) {
            return false;
        }
        int header = FIXED + (bytes[offset] & 15) * 4;
        if ((bytes[offset] & 0x10) != 0) {
            if (length < header + 4) {
                return false;
            }
            header += 4 + 4 * ((bytes[offset + header + 2] & 255) << 8 | bytes[offset + header + 3] & 255);
        }
        int padding = (bytes[offset] & 0x20) != 0 ? bytes[offset + length - 1] & 255 : 0;
        if (header + padding > length) {
            return false;
        }
        buffer = bytes;
        payloadOffset = offset + header;
        payloadLength = length - header - padding;
        marker = (bytes[offset + 1] & 0x80) != 0;
        sequence = (bytes[offset + 2] & 255) << 8 | bytes[offset + 3] & 255;
        timestamp = (bytes[offset + 4] & 255) << 24
                | (bytes[offset + 5] & 255) << 16
                | (bytes[offset + 6] & 255) << 8
                | bytes[offset + 7] & 255;
        arrivalNanos = nanos;
        return true;
    }

    /** Becomes a copy of another packet, in its own buffer. */
    void copy(RtpPacket other) {
        if (buffer.length < other.payloadLength) {
            buffer = new byte[Math.max(1500, other.payloadLength)];
        }
        System.arraycopy(other.buffer, other.payloadOffset, buffer, 0, other.payloadLength);
        payloadOffset = 0;
        payloadLength = other.payloadLength;
        sequence = other.sequence;
        timestamp = other.timestamp;
        marker = other.marker;
        arrivalNanos = other.arrivalNanos;
    }

    int sequence() {
        return sequence;
    }

    int timestamp() {
        return timestamp;
    }

    boolean marker() {
        return marker;
    }

    long arrivalNanos() {
        return arrivalNanos;
    }

    byte[] buffer() {
        return buffer;
    }

    int payloadOffset() {
        return payloadOffset;
    }

    int payloadLength() {
        return payloadLength;
    }

    /** The payload's byte at an index that is below {@link #payloadLength()}. */
    int payload(int index) {
        return buffer[payloadOffset + index] & 255;
    }

    @Override
    public String toString() {
        return "RtpPacket" + Arrays.asList(sequence, timestamp, payloadLength);
    }
}
