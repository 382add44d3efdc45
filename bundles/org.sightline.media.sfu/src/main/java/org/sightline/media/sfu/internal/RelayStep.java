package org.sightline.media.sfu.internal;

import java.util.List;

/** Passes the packet to every participant who receives its track. */
final class RelayStep extends Step {

    RelayStep() {
        super("relay");
    }

    @Override
    protected boolean apply(InboundPacket in) {
        List<OutgoingStream> subscribers = in.track.subscribers();
        for (int i = 0; i < subscribers.size(); i++) {
            subscribers.get(i).relay(in);
        }
        return true;
    }
}
