package org.sightline.media.sfu.internal;

/** Counts, keeps the packet for retransmission and notices gaps; drops what came before. */
final class ReceiveStep extends Step {

    ReceiveStep() {
        super("receive");
    }

    @Override
    protected boolean apply(InboundPacket in) {
        return in.track.receive(in);
    }
}
