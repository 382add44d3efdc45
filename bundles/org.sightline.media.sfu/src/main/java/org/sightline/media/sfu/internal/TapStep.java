package org.sightline.media.sfu.internal;

/** Copies the packet to the taps. */
final class TapStep extends Step {
    private final Uplink uplink;

    TapStep(Uplink uplink) {
        super("tap");
        this.uplink = uplink;
    }

    @Override
    protected boolean apply(InboundPacket in) {
        uplink.taps().rtp(in);
        return true;
    }
}
