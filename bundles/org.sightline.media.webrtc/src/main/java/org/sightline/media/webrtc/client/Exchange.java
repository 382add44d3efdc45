package org.sightline.media.webrtc.client;

import java.io.IOException;

/** Brings an offer to the other side and returns its answer. */
@FunctionalInterface
public interface Exchange {

    String answer(String offer) throws IOException;
}
