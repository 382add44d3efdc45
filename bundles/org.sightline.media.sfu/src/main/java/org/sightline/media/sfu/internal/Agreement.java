package org.sightline.media.sfu.internal;

import java.util.Optional;
import org.sightline.media.Codec;
import org.sightline.media.webrtc.sdp.Format;
import org.sightline.media.webrtc.sdp.MediaSection;

/** What an offered media section is used for: its one codec and that codec's retransmission format. */
record Agreement(MediaSection section, Codec codec, Format format, Optional<Format> retransmission) {

    /** The payload type of retransmissions, or -1. */
    int retransmissionType() {
        return retransmission.map(Format::payloadType).orElse(-1);
    }
}
