package org.sightline.media.webrtc.client;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sightline.media.webrtc.dtls.Fingerprint;
import org.sightline.media.webrtc.sdp.Direction;
import org.sightline.media.webrtc.sdp.Extensions;
import org.sightline.media.webrtc.sdp.Format;
import org.sightline.media.webrtc.sdp.IceCredentials;
import org.sightline.media.webrtc.sdp.MediaSection;
import org.sightline.media.webrtc.sdp.SessionDescription;

/** The offering side of a session: audio and video sections in turn, the first of each sends too. */
final class OfferedSession {
    static final int TRANSPORT_SEQUENCE_ID = 3;
    static final int MID_ID = 4;

    private static final Map<String, Integer> EXTENSIONS = new LinkedHashMap<>();
    private static final List<String> AUDIO_FEEDBACK = List.of("transport-cc");
    private static final List<String> VIDEO_FEEDBACK =
            List.of("goog-remb", "transport-cc", "ccm fir", "nack", "nack pli");

    static {
        EXTENSIONS.put(Extensions.TRANSPORT_SEQUENCE, TRANSPORT_SEQUENCE_ID);
        EXTENSIONS.put(Extensions.MID, MID_ID);
    }

    private final String id;
    private final ClientOptions options;
    private final Fingerprint fingerprint;
    private final SentStream audio;
    private final SentStream video;
    private final List<String> kinds = new ArrayList<>();
    private long version;

    OfferedSession(ClientOptions options, Fingerprint fingerprint, SecureRandom random) {
        this.options = options;
        this.fingerprint = fingerprint;
        id = Long.toString(random.nextLong() >>> 2);
        audio = new SentStream("0", random.nextInt() | 1, 0, random.nextInt(0x8000));
        video = new SentStream("1", random.nextInt() & ~1, random.nextInt() & ~1, random.nextInt(0x8000));
        for (int i = 0; i < options.receivingPairs(); i++) {
            kinds.add("audio");
            kinds.add("video");
        }
    }

    /** Offers to receive on more sections from now on. */
    void add(int audioSections, int videoSections) {
        for (int i = 0; i < audioSections; i++) {
            kinds.add("audio");
        }
        for (int i = 0; i < videoSections; i++) {
            kinds.add("video");
        }
    }

    SessionDescription offer(IceCredentials credentials) {
        List<MediaSection> sections = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            sections.add(section(i, kinds.get(i), credentials));
        }
        return new SessionDescription(id, ++version, false, sections);
    }

    private MediaSection section(int index, String kind, IceCredentials credentials) {
        boolean sends = options.sends() && index < 2;
        boolean isVideo = kind.equals("video");
        List<Integer> ssrcs = new ArrayList<>();
        Map<Integer, Integer> repeats = new LinkedHashMap<>();
        if (sends) {
            ssrcs.add(isVideo ? video.ssrc : audio.ssrc);
            if (isVideo) {
                ssrcs.add(video.retransmissionSsrc);
                repeats.put(video.retransmissionSsrc, video.ssrc);
            }
        }
        return new MediaSection(
                kind,
                Integer.toString(index),
                9,
                false,
                Direction.of(sends, true),
                isVideo ? videoFormats() : List.of(new Format(111, "opus/48000/2", "", AUDIO_FEEDBACK)),
                EXTENSIONS,
                ssrcs,
                repeats,
                sends ? "self" : "",
                Optional.of(credentials),
                Optional.of(fingerprint),
                "actpass",
                List.of());
    }

    private List<Format> videoFormats() {
        List<Format> formats = new ArrayList<>();
        int payloadType = 96;
        for (String codec : options.videoCodecs()) {
            String parameters = codec.equals("H264")
                    ? "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f"
                    : "";
            formats.add(new Format(payloadType, codec + "/90000", parameters, VIDEO_FEEDBACK));
            formats.add(new Format(payloadType + 1, "rtx/90000", "apt=" + payloadType, List.of()));
            payloadType += 2;
        }
        return formats;
    }

    SentStream audio() {
        return audio;
    }

    SentStream video() {
        return video;
    }
}
