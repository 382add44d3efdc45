package org.sightline.media.sfu.internal;

import org.sightline.media.webrtc.rtp.Rtp;

/** Turns a retransmission back into the packet it repeats; drops padding that only probes the bandwidth. */
final class RestoreStep extends Step {

    RestoreStep() {
        super("restore");
    }

    @Override
    protected boolean apply(InboundPacket in) {
        return !in.retransmitted || Rtp.restore(in.packet, in.track.ssrc(), in.track.payloadType());
    }
}
