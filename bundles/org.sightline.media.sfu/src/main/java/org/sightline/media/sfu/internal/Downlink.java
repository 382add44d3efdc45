package org.sightline.media.sfu.internal;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sightline.media.Kind;
import org.sightline.media.webrtc.rtp.Packet;
import org.sightline.media.webrtc.rtp.RtcpWriter;
import org.sightline.media.webrtc.sdp.Extensions;

/** What a participant receives: its streams and the capacity of the way to it. Guarded by the room's lock. */
final class Downlink {
    /** More than any camera sends, in bit/s: lifts a limit. */
    static final long UNLIMITED = 50_000_000;

    private final SfuParticipant owner;
    private final DownlinkEstimate estimate = new DownlinkEstimate();
    private final RtcpWriter reports = new RtcpWriter();
    private final Map<String, OutgoingStream> known = new LinkedHashMap<>();
    private List<OutgoingStream> streams = List.of();
    private int transportSequenceId;
    private long sent;

    Downlink(SfuParticipant owner) {
        this.owner = owner;
    }

    /** Applies an offer. A section keeps its stream for as long as the connection lives. */
    void negotiated(List<Agreement> agreements, SecureRandom random) {
        List<OutgoingStream> receiving = new ArrayList<>();
        int[] count = new int[Kind.values().length];
        for (Agreement agreement : agreements) {
            if (!agreement.section().direction().receives()) {
                continue;
            }
            Kind kind = agreement.codec().kind();
            int pair = count[kind.ordinal()]++;
            transportSequenceId =
                    Math.max(transportSequenceId, agreement.section().extension(Extensions.TRANSPORT_SEQUENCE));
            OutgoingStream stream = known.computeIfAbsent(
                    agreement.section().mid(),
                    mid -> new OutgoingStream(mid, kind, "slot" + pair, unusedSsrc(random), unusedSsrc(random), this));
            stream.negotiated(agreement.codec(), agreement.format().payloadType(), agreement.retransmissionType());
            receiving.add(stream);
        }
        streams.stream().filter(stream -> !receiving.contains(stream)).forEach(stream -> stream.carry(null));
        streams = List.copyOf(receiving);
    }

    private int unusedSsrc(SecureRandom random) {
        int ssrc = random.nextInt();
        while (ssrc == 0 || taken(ssrc)) {
            ssrc = random.nextInt();
        }
        return ssrc;
    }

    private boolean taken(int ssrc) {
        return known.values().stream().anyMatch(stream -> stream.ssrc() == ssrc || stream.retransmissionSsrc() == ssrc);
    }

    boolean isUp() {
        Connection connection = owner.connection();
        return connection != null && connection.isUp();
    }

    int transportSequenceId() {
        return transportSequenceId;
    }

    /** Numbers the next packet for the congestion feedback. */
    int number(int bytes, long now) {
        return estimate.sent(bytes, now);
    }

    void send(Packet packet) {
        if (owner.connection().sendRtp(packet)) {
            sent++;
        }
    }

    void senderReport(int ssrc, long ntp, int rtpTimestamp, long packets, long octets) {
        reports.clear().senderReport(ssrc, ntp, rtpTimestamp, packets, octets);
        owner.connection().sendRtcp(reports.packet());
    }

    OutgoingStream stream(int ssrc) {
        for (int i = 0; i < streams.size(); i++) {
            if (streams.get(i).ssrc() == ssrc) {
                return streams.get(i);
            }
        }
        return null;
    }

    /** The stream of a media section. */
    Optional<OutgoingStream> stream(String mid) {
        return streams.stream().filter(stream -> stream.mid().equals(mid)).findFirst();
    }

    /** The limit for each video stream that it carries, or 0 for none. */
    long videoLimit() {
        long carried = streams.stream()
                .filter(stream -> stream.kind() == Kind.VIDEO && stream.source() != null)
                .count();
        return carried == 0 ? 0 : estimate.limit() / carried;
    }

    void clear() {
        streams.forEach(stream -> stream.carry(null));
        streams = List.of();
        known.clear();
        estimate.reset();
    }

    DownlinkEstimate estimate() {
        return estimate;
    }

    List<OutgoingStream> streams() {
        return streams;
    }

    long sent() {
        return sent;
    }
}
