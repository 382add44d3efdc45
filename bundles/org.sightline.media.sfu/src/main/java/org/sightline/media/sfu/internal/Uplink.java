package org.sightline.media.sfu.internal;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sightline.media.Kind;
import org.sightline.media.webrtc.rtp.ArrivalLog;
import org.sightline.media.webrtc.rtp.Packet;
import org.sightline.media.webrtc.rtp.RtcpWriter;
import org.sightline.media.webrtc.rtp.Rtp;
import org.sightline.media.webrtc.sdp.Extensions;
import org.sightline.media.webrtc.sdp.MediaSection;

/** What a participant publishes. Guarded by the room's lock. */
final class Uplink {
    private static final int CEILING_REMINDERS = 5;

    private final SfuParticipant owner;
    private final InboundPipeline pipeline = new InboundPipeline(this);
    private final ArrivalLog arrivals = new ArrivalLog();
    private final Taps taps;
    private final Set<Kind> muted = EnumSet.noneOf(Kind.class);
    private final Map<String, IncomingTrack> known = new HashMap<>();
    private List<IncomingTrack> tracks = List.of();
    private int transportSequenceId;
    private int midId;
    private long ceiling;
    private int reminders;

    Uplink(SfuParticipant owner, Taps taps) {
        this.owner = owner;
        this.taps = taps;
    }

    /** Applies an offer. A section keeps its track for as long as the connection lives, whether it sends or pauses. */
    void negotiated(List<Agreement> agreements) {
        List<IncomingTrack> agreed = new ArrayList<>();
        for (Agreement agreement : agreements) {
            MediaSection section = agreement.section();
            transportSequenceId = Math.max(transportSequenceId, section.extension(Extensions.TRANSPORT_SEQUENCE));
            midId = Math.max(midId, section.extension(Extensions.MID));
            if (!section.direction().sends()) {
                continue;
            }
            IncomingTrack track = track(section.mid(), agreement);
            track.negotiated(agreement.codec(), agreement.format().payloadType(), agreement.retransmissionType());
            section.ssrcs().stream()
                    .filter(ssrc -> !section.retransmissions().containsKey(ssrc))
                    .findFirst()
                    .ifPresent(track::bind);
            section.retransmissions().forEach((repeat, original) -> track.bindRetransmission(repeat));
            agreed.add(track);
        }
        tracks = List.copyOf(agreed);
        taps.tracks(tracks);
    }

    private IncomingTrack track(String mid, Agreement agreement) {
        IncomingTrack track = known.get(mid);
        if (track == null || track.kind() != agreement.codec().kind()) {
            track = new IncomingTrack(owner, mid, agreement.codec());
            known.put(mid, track);
        }
        return track;
    }

    void rtp(Packet packet, long now) {
        pipeline.accept(packet, now);
    }

    /** Finds the packet's track; false if there is none. */
    boolean route(InboundPacket in) {
        int ssrc = Rtp.ssrc(in.packet);
        for (int i = 0; i < tracks.size(); i++) {
            IncomingTrack track = tracks.get(i);
            if (track.isBound() && track.ssrc() == ssrc || track.isRetransmission(ssrc)) {
                in.track = track;
                in.retransmitted = track.ssrc() != ssrc;
                return track.isBound() && (in.retransmitted || Rtp.payloadType(in.packet) == track.payloadType());
            }
        }
        return routeNew(in, ssrc);
    }

    private boolean routeNew(InboundPacket in, int ssrc) {
        int payloadType = Rtp.payloadType(in.packet);
        int mid = Rtp.extension(in.packet, midId, 1);
        IncomingTrack found = null;
        for (IncomingTrack track : tracks) {
            boolean fits = payloadType == track.payloadType() || payloadType == track.retransmissionType();
            if (fits && (mid < 0 ? found == null : isMid(in.packet, mid, track.mid()))) {
                found = track;
            }
        }
        if (found == null) {
            return false;
        }
        in.track = found;
        in.retransmitted = payloadType == found.retransmissionType();
        if (in.retransmitted) {
            found.bindRetransmission(ssrc);
        } else {
            found.bind(ssrc);
        }
        return found.isBound();
    }

    private static boolean isMid(Packet packet, int at, String mid) {
        int length = Rtp.extensionLength(packet, at);
        if (length != mid.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (packet.bytes()[at + i] != mid.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    void arrived(int sequence16, long now) {
        arrivals.add(sequence16, now / 1000);
    }

    /** Whether congestion feedback is due at once. */
    boolean isCrowded() {
        return arrivals.isCrowded();
    }

    void feedback(RtcpWriter writer) {
        int source = tracks.isEmpty() ? 0 : tracks.get(tracks.size() - 1).ssrc();
        arrivals.report(writer, owner.reporter(), source);
    }

    void requests(RtcpWriter writer, long now) {
        for (IncomingTrack track : tracks) {
            track.requests(writer, owner.reporter(), now);
        }
    }

    void reports(RtcpWriter writer, long now) {
        for (IncomingTrack track : tracks) {
            track.report(writer, owner.reporter(), now);
        }
    }

    /** Sets what the subscribers can take of each video track; 0 lifts the limit. True if it is news. */
    boolean ceiling(long bitsPerSecond) {
        boolean news = bitsPerSecond != ceiling;
        ceiling = bitsPerSecond;
        reminders = news ? CEILING_REMINDERS : reminders;
        return news;
    }

    /** Tells the publisher the ceiling. */
    void ceiling(RtcpWriter writer) {
        for (IncomingTrack track : tracks) {
            if (track.kind() == Kind.VIDEO && track.isBound()) {
                writer.remb(owner.reporter(), track.ssrc(), ceiling == 0 ? Downlink.UNLIMITED : ceiling);
            }
        }
    }

    /** Whether the publisher is to be told its ceiling again: always while there is one, a few times after it was lifted. */
    boolean remindsOfCeiling() {
        return ceiling != 0 || reminders-- > 0;
    }

    void senderReport(int ssrc, long ntp, int rtpTimestamp, long now) {
        for (IncomingTrack track : tracks) {
            if (track.isBound() && track.ssrc() == ssrc) {
                track.senderReport(ntp, rtpTimestamp, now);
                if (!muted.contains(track.kind())) {
                    taps.senderReport(track, ntp, rtpTimestamp);
                }
            }
        }
    }

    void mute(Set<Kind> kinds) {
        for (IncomingTrack track : tracks) {
            if (muted.contains(track.kind()) != kinds.contains(track.kind())) {
                track.resync();
                taps.resync(track);
            }
        }
        muted.clear();
        muted.addAll(kinds);
    }

    boolean isMuted(Kind kind) {
        return muted.contains(kind);
    }

    void wantKeyframes() {
        tracks.forEach(IncomingTrack::wantKeyframe);
    }

    /** The way to the participant has changed: what was lost on the old one will not come. */
    void moved() {
        tracks.forEach(IncomingTrack::forgetLosses);
        wantKeyframes();
    }

    void clear() {
        known.clear();
        tracks = List.of();
    }

    SfuParticipant owner() {
        return owner;
    }

    Connection connection() {
        return owner.connection();
    }

    int transportSequenceId() {
        return transportSequenceId;
    }

    Taps taps() {
        return taps;
    }

    List<IncomingTrack> tracks() {
        return tracks;
    }

    InboundPipeline pipeline() {
        return pipeline;
    }
}
