package org.sightline.media.sfu.internal;

import org.sightline.media.Codec;
import org.sightline.media.Kind;
import org.sightline.media.webrtc.rtp.Bytes;
import org.sightline.media.webrtc.rtp.Packet;
import org.sightline.media.webrtc.rtp.Rtp;

/**
 * A receiving media section of a participant: one stream with its own SSRC and unbroken numbering, whoever it carries.
 *
 * <p>Guarded by the room's lock. A number is never used for two packets (RFC 3711 §9.1): what is older than the present
 * source's first packet is not relayed.
 */
final class OutgoingStream {
    private static final long RETRY_NANOS = 400_000_000L;
    private static final int EXTENSION_BYTES = 8;
    private static final int ONE_BYTE_EXTENSION_OF_ONE_WORD = 0xBEDE0001;

    private final String mid;
    private final Kind kind;
    private final String streamId;
    private final int ssrc;
    private final int retransmissionSsrc;
    private final Downlink downlink;
    private final Packet out = new Packet();
    private Codec codec;
    private int payloadType;
    private int retransmissionType;
    private IncomingTrack source;
    private boolean synced;
    private int firstSequence;
    private int sequenceShift;
    private int timestampShift;
    private int lastSequence = -1;
    private int lastTimestamp;
    private long lastNanos;
    private int retransmissionSequence = 1;
    private long lastRetry;
    private long packets;
    private long octets;
    private int reportedNtp;
    private long reportedNanos;

    OutgoingStream(String mid, Kind kind, String streamId, int ssrc, int retransmissionSsrc, Downlink downlink) {
        this.mid = mid;
        this.kind = kind;
        this.streamId = streamId;
        this.ssrc = ssrc;
        this.retransmissionSsrc = retransmissionSsrc;
        this.downlink = downlink;
    }

    /** Applies what was negotiated. */
    void negotiated(Codec chosen, int payload, int retransmission) {
        if (chosen != codec) {
            resync();
        }
        codec = chosen;
        payloadType = payload;
        retransmissionType = retransmission;
    }

    /** Carries another track, or none. */
    void carry(IncomingTrack track) {
        source = track;
        resync();
    }

    /** The next packet continues the numbering, for video with a keyframe. */
    void resync() {
        synced = false;
        lastRetry = 0;
    }

    void relay(InboundPacket in) {
        if (!downlink.isUp() || source.codec() != codec) {
            return;
        }
        if (!synced && !sync(in)) {
            return;
        }
        if (in.sequence < firstSequence) {
            return;
        }
        int sequence = in.sequence + sequenceShift;
        int timestamp = Rtp.timestamp(in.packet) + timestampShift;
        if (sequence > lastSequence) {
            lastSequence = sequence;
            lastTimestamp = timestamp;
            lastNanos = in.arrivalNanos;
        }
        packets++;
        octets += in.payloadLength();
        int at = header(in.packet, payloadType, ssrc, sequence, timestamp, in.payloadLength(), in.arrivalNanos);
        send(in.packet, in.headerLength, at);
    }

    private boolean sync(InboundPacket in) {
        if (!source.startsKeyframe(in)) {
            if (in.arrivalNanos - lastRetry > RETRY_NANOS) {
                lastRetry = in.arrivalNanos;
                source.wantKeyframe();
            }
            return false;
        }
        firstSequence = in.sequence;
        if (lastSequence < 0) {
            sequenceShift = 0;
            timestampShift = 0;
        } else {
            long elapsedMicros = (in.arrivalNanos - lastNanos) / 1000;
            int elapsed = (int) (elapsedMicros * (codec.clockRate() / 1000) / 1000);
            sequenceShift = lastSequence + 1 - in.sequence;
            timestampShift = lastTimestamp + Math.max(1, elapsed) - Rtp.timestamp(in.packet);
        }
        synced = true;
        return true;
    }

    /** Answers a request for a lost packet on the retransmission stream (RFC 4588). */
    void retransmit(int sequence16, long now) {
        if (!synced || retransmissionType < 0) {
            return;
        }
        int sequence = lastSequence + (short) (sequence16 - lastSequence);
        int original = sequence - sequenceShift;
        Packet stored = original < firstSequence ? null : source.stored(original);
        if (stored == null) {
            return;
        }
        int headerLength = Rtp.headerLength(stored);
        int timestamp = Rtp.timestamp(stored) + timestampShift;
        int payload = stored.length() - headerLength + 2;
        int at = header(
                stored, retransmissionType, retransmissionSsrc, retransmissionSequence++, timestamp, payload, now);
        Bytes.put16(out.bytes(), at, sequence);
        send(stored, headerLength, at + 2);
    }

    private int header(Packet from, int type, int stream, int sequence, int timestamp, int payload, long now) {
        out.wrap(out.bytes(), 0, 0);
        byte[] bytes = out.bytes();
        int extension = downlink.transportSequenceId();
        bytes[0] = (byte) (0x80 | (extension > 0 ? 0x10 : 0) | from.u8(0) & 0x20);
        bytes[1] = (byte) (from.u8(1) & 0x80 | type);
        Bytes.put16(bytes, 2, sequence);
        Bytes.put32(bytes, 4, timestamp);
        Bytes.put32(bytes, 8, stream);
        if (extension <= 0) {
            return Rtp.HEADER_BYTES;
        }
        int number = downlink.number(Rtp.HEADER_BYTES + EXTENSION_BYTES + payload, now);
        Bytes.put32(bytes, 12, ONE_BYTE_EXTENSION_OF_ONE_WORD);
        Bytes.put32(bytes, 16, (extension << 4 | 1) << 24 | number << 8);
        return Rtp.HEADER_BYTES + EXTENSION_BYTES;
    }

    private void send(Packet from, int headerLength, int at) {
        int payload = from.length() - headerLength;
        if (at + payload > Packet.MAX_BYTES) {
            return;
        }
        System.arraycopy(from.bytes(), from.offset() + headerLength, out.bytes(), at, payload);
        downlink.send(out.wrap(out.bytes(), 0, at + payload));
    }

    /** Passes the publisher's clock on, in this stream's own timestamps. */
    void senderReport(long ntp, int rtpTimestamp, long now) {
        if (synced) {
            reportedNtp = (int) (ntp >> 16);
            reportedNanos = now;
            downlink.senderReport(ssrc, ntp, rtpTimestamp + timestampShift, packets, octets);
        }
    }

    /** The round trip by a report block on this stream (RFC 3550 §6.4.1), or -1. */
    int roundTripMillis(int lastReport, long delay, long now) {
        if (lastReport == 0 || lastReport != reportedNtp) {
            return -1;
        }
        return (int) Math.max(0, (now - reportedNanos) / 1_000_000 - delay * 1000 / 65536);
    }

    /** What its participant can take of it, in bit/s, or 0 while no limit is known. */
    long videoLimit() {
        return downlink.videoLimit();
    }

    void wantKeyframe() {
        if (source != null) {
            source.wantKeyframe();
        }
    }

    String mid() {
        return mid;
    }

    Kind kind() {
        return kind;
    }

    /** The media stream, shared by the audio and video that belong together. */
    String streamId() {
        return streamId;
    }

    int ssrc() {
        return ssrc;
    }

    int retransmissionSsrc() {
        return retransmissionSsrc;
    }

    IncomingTrack source() {
        return source;
    }

    long packets() {
        return packets;
    }
}
