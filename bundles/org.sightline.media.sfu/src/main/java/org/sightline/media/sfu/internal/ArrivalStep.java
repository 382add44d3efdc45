package org.sightline.media.sfu.internal;

import org.sightline.media.webrtc.rtp.Rtp;

/** Notes the arrival for the sender's congestion control. */
final class ArrivalStep extends Step {
    private final Uplink uplink;

    ArrivalStep(Uplink uplink) {
        super("arrival");
        this.uplink = uplink;
    }

    @Override
    protected boolean apply(InboundPacket in) {
        int at = Rtp.extension(in.packet, uplink.transportSequenceId(), 2);
        if (at >= 0) {
            byte[] bytes = in.packet.bytes();
            uplink.arrived((bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff, in.arrivalNanos);
        }
        return true;
    }
}
