package org.sightline.media.sfu.internal;

import java.util.List;
import org.sightline.media.Codec;
import org.sightline.media.Kind;
import org.sightline.media.webrtc.rtp.Keyframes;
import org.sightline.media.webrtc.rtp.Losses;
import org.sightline.media.webrtc.rtp.Packet;
import org.sightline.media.webrtc.rtp.Reception;
import org.sightline.media.webrtc.rtp.RetransmissionRing;
import org.sightline.media.webrtc.rtp.RtcpWriter;
import org.sightline.media.webrtc.rtp.Rtp;

/** A stream that a participant publishes. Guarded by the room's lock. */
final class IncomingTrack {
    private static final int VIDEO_RING = 512;
    private static final int AUDIO_RING = 64;
    private static final int MAX_GAP = 200;
    private static final long KEYFRAME_INTERVAL_NANOS = 300_000_000L;

    private final SfuParticipant owner;
    private final String mid;
    private final RetransmissionRing ring;
    private final Losses losses = new Losses();
    private Codec codec;
    private Reception reception;
    private int payloadType;
    private int retransmissionType;
    private int ssrc;
    private boolean bound;
    private int retransmissionSsrc;
    private boolean retransmissionBound;
    private long formerReceived;
    private long lastKeyframeRequest;
    private volatile boolean keyframeWanted;
    private List<OutgoingStream> subscribers = List.of();

    IncomingTrack(SfuParticipant owner, String mid, Codec codec) {
        this.owner = owner;
        this.mid = mid;
        this.codec = codec;
        ring = new RetransmissionRing(codec.kind() == Kind.VIDEO ? VIDEO_RING : AUDIO_RING);
        reception = new Reception(codec.clockRate());
    }

    /** Applies what was negotiated. */
    void negotiated(Codec chosen, int payload, int retransmission) {
        if (chosen != codec) {
            codec = chosen;
            restart();
        }
        payloadType = payload;
        retransmissionType = retransmission;
    }

    /** Binds the stream that carries the track; another one than before starts the track anew. */
    void bind(int stream) {
        if (bound && stream != ssrc) {
            restart();
        }
        ssrc = stream;
        bound = true;
    }

    void bindRetransmission(int stream) {
        retransmissionSsrc = stream;
        retransmissionBound = true;
    }

    boolean isRetransmission(int stream) {
        return retransmissionBound && retransmissionSsrc == stream;
    }

    private void restart() {
        formerReceived += reception.received();
        reception = new Reception(codec.clockRate());
        ring.clear();
        losses.clear();
        resync();
    }

    /** Lets every subscriber continue its own numbering with the next packet. */
    void resync() {
        subscribers.forEach(OutgoingStream::resync);
    }

    /** Takes a packet in; false if it has come before or is too old. */
    boolean receive(InboundPacket in) {
        Packet packet = in.packet;
        int highest = reception.highest();
        int sequence = reception.extend(Rtp.sequence(packet));
        if (highest >= 0 && sequence <= highest - ring.capacity() || ring.contains(sequence)) {
            return false;
        }
        in.sequence = sequence;
        in.headerLength = Rtp.headerLength(packet);
        ring.put(sequence, packet);
        reception.count(sequence);
        if (kind() == Kind.VIDEO && highest >= 0) {
            if (sequence > highest + MAX_GAP) {
                losses.clear();
                keyframeWanted = true;
            } else if (sequence > highest) {
                losses.missing(highest + 1, sequence, in.arrivalNanos);
            } else {
                losses.found(sequence);
            }
        }
        if (!in.retransmitted) {
            reception.transit(Rtp.timestamp(packet), in.arrivalNanos);
        }
        return true;
    }

    boolean startsKeyframe(InboundPacket in) {
        int from = in.packet.offset() + in.headerLength;
        int length = in.payloadLength();
        return switch (codec) {
            case VP8 -> Keyframes.startsVp8(in.packet.bytes(), from, length);
            case H264 -> Keyframes.startsH264(in.packet.bytes(), from, length);
            case OPUS -> true;
        };
    }

    void senderReport(long ntp, int rtpTimestamp, long now) {
        reception.senderReport(ntp, now);
        for (OutgoingStream subscriber : subscribers) {
            subscriber.senderReport(ntp, rtpTimestamp, now);
        }
    }

    /** Any thread, without the lock. */
    void wantKeyframe() {
        keyframeWanted = kind() == Kind.VIDEO;
    }

    /** Writes the requests that are due. */
    void requests(RtcpWriter writer, int reporter, long now) {
        if (!bound) {
            return;
        }
        losses.request(writer, reporter, ssrc, now);
        if (keyframeWanted && now - lastKeyframeRequest >= KEYFRAME_INTERVAL_NANOS) {
            keyframeWanted = false;
            lastKeyframeRequest = now;
            writer.keyframeNeeded(reporter, ssrc);
        }
    }

    void report(RtcpWriter writer, int reporter, long now) {
        if (bound) {
            reception.report(writer, reporter, ssrc, now);
        }
    }

    void forgetLosses() {
        losses.clear();
    }

    void subscribers(List<OutgoingStream> streams) {
        subscribers = streams;
    }

    List<OutgoingStream> subscribers() {
        return subscribers;
    }

    SfuParticipant owner() {
        return owner;
    }

    String mid() {
        return mid;
    }

    Codec codec() {
        return codec;
    }

    Kind kind() {
        return codec.kind();
    }

    int payloadType() {
        return payloadType;
    }

    /** The payload type of its retransmissions, or -1. */
    int retransmissionType() {
        return retransmissionType;
    }

    int ssrc() {
        return ssrc;
    }

    boolean isBound() {
        return bound;
    }

    Packet stored(int sequence) {
        return ring.get(sequence);
    }

    int highest() {
        return reception.highest();
    }

    long received() {
        return formerReceived + reception.received();
    }

    long lost() {
        return losses.lost();
    }
}
