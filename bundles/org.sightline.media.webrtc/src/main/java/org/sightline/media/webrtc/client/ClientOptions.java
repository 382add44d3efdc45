package org.sightline.media.webrtc.client;

import java.util.List;

/**
 * What a client offers.
 *
 * @param sends whether it offers to send audio and video
 * @param receivingPairs how many audio and video sections it receives on, at least 1
 * @param videoCodecs in order of preference, of {@code VP8} and {@code H264}
 * @param tcp connects by TCP instead of UDP
 */
public record ClientOptions(boolean sends, int receivingPairs, List<String> videoCodecs, boolean tcp) {

    /** Sends and receives one pair of audio and video by UDP. */
    public static final ClientOptions DEFAULT = new ClientOptions(true, 1, List.of("VP8", "H264"), false);

    public ClientOptions {
        videoCodecs = List.copyOf(videoCodecs);
        if (receivingPairs < 1 || receivingPairs > 32) {
            throw new IllegalArgumentException("a client receives on 1 to 32 pairs");
        }
    }

    public ClientOptions withReceivingPairs(int pairs) {
        return new ClientOptions(sends, pairs, videoCodecs, tcp);
    }

    public ClientOptions withVideoCodecs(String... codecs) {
        return new ClientOptions(sends, receivingPairs, List.of(codecs), tcp);
    }

    public ClientOptions withTcp() {
        return new ClientOptions(sends, receivingPairs, videoCodecs, true);
    }
}
