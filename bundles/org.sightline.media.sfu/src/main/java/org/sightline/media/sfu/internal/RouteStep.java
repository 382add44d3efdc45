package org.sightline.media.sfu.internal;

/** Finds the track by SSRC, media identification or payload type (RFC 8843 §9.2); drops what belongs to none. */
final class RouteStep extends Step {
    private final Uplink uplink;

    RouteStep(Uplink uplink) {
        super("route");
        this.uplink = uplink;
    }

    @Override
    protected boolean apply(InboundPacket in) {
        return uplink.route(in);
    }
}
