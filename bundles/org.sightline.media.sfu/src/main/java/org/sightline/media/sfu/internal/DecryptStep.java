package org.sightline.media.sfu.internal;

import org.sightline.media.webrtc.rtp.Rtp;

/** Authenticates and decrypts; drops what is foreign, forged or repeated. */
final class DecryptStep extends Step {
    private final Uplink uplink;

    DecryptStep(Uplink uplink) {
        super("decrypt");
        this.uplink = uplink;
    }

    @Override
    protected boolean apply(InboundPacket in) {
        if (!uplink.connection().open(in.packet, in.arrivalNanos)) {
            return false;
        }
        in.headerLength = Rtp.headerLength(in.packet);
        return true;
    }
}
