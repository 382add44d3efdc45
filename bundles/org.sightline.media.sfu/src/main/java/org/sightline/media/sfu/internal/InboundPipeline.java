package org.sightline.media.sfu.internal;

import java.util.List;
import org.sightline.media.webrtc.rtp.Packet;

/**
 * The way of a participant's RTP packet from its arrival to the other participants. This is the whole of it, in order:
 *
 * <pre>decrypt → note arrival → route to its track → restore a retransmission → receive → mute → tap → relay</pre>
 */
final class InboundPipeline {
    private final InboundPacket in = new InboundPacket();
    private final Step[] steps;

    InboundPipeline(Uplink uplink) {
        steps = new Step[] {
            new DecryptStep(uplink),
            new ArrivalStep(uplink),
            new RouteStep(uplink),
            new RestoreStep(),
            new ReceiveStep(),
            new MuteStep(uplink),
            new TapStep(uplink),
            new RelayStep()
        };
    }

    void accept(Packet packet, long now) {
        in.begin(packet, now);
        for (Step step : steps) {
            if (!step.run(in)) {
                return;
            }
        }
    }

    List<Step> steps() {
        return List.of(steps);
    }
}
