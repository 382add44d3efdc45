package org.sightline.media.sfu.internal;

import org.sightline.media.webrtc.rtp.Packet;
import org.sightline.media.webrtc.rtp.RtcpHandler;

/** Acts on the RTCP of a participant: as publisher it reports its clock, as subscriber what it misses. */
final class FeedbackReader implements RtcpHandler {
    private static final int MAX_RETRANSMISSIONS = 100;

    private final Uplink uplink;
    private final Downlink downlink;
    private long now;
    private int retransmissions;
    private int roundTripMillis;

    FeedbackReader(Uplink uplink, Downlink downlink) {
        this.uplink = uplink;
        this.downlink = downlink;
    }

    /** Before each compound packet. */
    void begin(long arrival) {
        now = arrival;
        retransmissions = 0;
    }

    @Override
    public void senderReport(int ssrc, long ntp, int rtpTimestamp) {
        uplink.senderReport(ssrc, ntp, rtpTimestamp, now);
    }

    @Override
    public void reportBlock(int ssrc, int fractionLost, int lastReport, long delay) {
        OutgoingStream stream = downlink.stream(ssrc);
        if (stream != null) {
            int measured = stream.roundTripMillis(lastReport, delay, now);
            roundTripMillis = measured < 0 ? roundTripMillis : measured;
        }
    }

    @Override
    public void nack(int ssrc, int sequence) {
        OutgoingStream stream = downlink.stream(ssrc);
        if (stream != null && retransmissions++ < MAX_RETRANSMISSIONS) {
            stream.retransmit(sequence, now);
        }
    }

    @Override
    public void keyframeNeeded(int ssrc) {
        OutgoingStream stream = downlink.stream(ssrc);
        if (stream != null) {
            stream.wantKeyframe();
        }
    }

    @Override
    public void transportFeedback(Packet packet, int at, int length) {
        downlink.estimate().feedback(packet, at, length, now);
    }

    int roundTripMillis() {
        return roundTripMillis;
    }
}
