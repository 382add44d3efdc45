package org.sightline.media.sfu.internal;

/** Drops what the participant does not want to be relayed. */
final class MuteStep extends Step {
    private final Uplink uplink;

    MuteStep(Uplink uplink) {
        super("mute");
        this.uplink = uplink;
    }

    @Override
    protected boolean apply(InboundPacket in) {
        return !uplink.isMuted(in.track.kind());
    }
}
