package org.sightline.media.webrtc.client;

import java.util.TreeMap;
import org.sightline.media.webrtc.rtp.Losses;
import org.sightline.media.webrtc.rtp.Packet;
import org.sightline.media.webrtc.rtp.Reception;
import org.sightline.media.webrtc.rtp.RtcpWriter;
import org.sightline.media.webrtc.rtp.Rtp;

/** A stream that a client receives: notices losses, and for VP8 puts packets back in order. The client's thread only. */
final class ReceivedStream {
    private static final int MAX_HELD = 512;
    private static final long PATIENCE_NANOS = 500_000_000L;

    final String mid;
    final int ssrc;
    final int retransmissionSsrc;
    final int payloadType;
    private final boolean video;
    private final Reception reception;
    private final Losses losses = new Losses();
    private final TreeMap<Integer, byte[]> held = new TreeMap<>();
    private final FrameAssembler assembler;
    private int next = -1;
    private long gapSince;

    /** @param assembler takes the packets in order, or null */
    ReceivedStream(
            String mid, int ssrc, int retransmissionSsrc, int payloadType, boolean video, FrameAssembler assembler) {
        this.mid = mid;
        this.ssrc = ssrc;
        this.retransmissionSsrc = retransmissionSsrc;
        this.payloadType = payloadType;
        this.video = video;
        this.assembler = assembler;
        reception = new Reception(video ? 90_000 : 48_000);
    }

    /** Takes a packet in; false if it has come before. */
    boolean receive(Packet packet, boolean retransmitted, long now) {
        int highest = reception.highest();
        int sequence = reception.extend(Rtp.sequence(packet));
        if (video && highest >= 0 && sequence <= highest && !losses.found(sequence)) {
            return false;
        }
        reception.count(sequence);
        if (!retransmitted) {
            reception.transit(Rtp.timestamp(packet), now);
        }
        if (video && highest >= 0 && sequence > highest + 1) {
            losses.missing(highest + 1, sequence, now);
        }
        if (assembler != null) {
            order(packet, sequence, now);
        }
        return true;
    }

    private void order(Packet packet, int sequence, long now) {
        next = next < 0 ? sequence : next;
        if (sequence < next || held.size() >= MAX_HELD) {
            return;
        }
        held.put(sequence, packet.copy());
        boolean gap = held.firstKey() > next;
        gapSince = !gap ? 0 : gapSince == 0 ? now : gapSince;
        if (gap && now - gapSince > PATIENCE_NANOS) {
            next = held.firstKey();
            assembler.broken();
        }
        while (!held.isEmpty() && held.firstKey() == next) {
            byte[] bytes = held.pollFirstEntry().getValue();
            assembler.packet(new Packet(bytes, 0, bytes.length));
            next++;
        }
        gapSince = held.isEmpty() ? 0 : gapSince;
    }

    void senderReport(long ntp, long now) {
        reception.senderReport(ntp, now);
    }

    void requests(RtcpWriter writer, int reporter, long now) {
        losses.request(writer, reporter, ssrc, now);
        if (assembler != null && assembler.wantsKeyframe(now) && reception.received() > 0) {
            writer.keyframeNeeded(reporter, ssrc);
        }
    }

    void report(RtcpWriter writer, int reporter, long now) {
        reception.report(writer, reporter, ssrc, now);
    }

    long received() {
        return reception.received();
    }

    long recovered() {
        return losses.recovered();
    }

    long lost() {
        return losses.lost();
    }
}
