package org.sightline.media;

/** The codecs that a room relays. */
public enum Codec {
    /** RFC 7741. */
    VP8(Kind.VIDEO, 90_000),
    /** RFC 6184, packetization mode 1, constrained baseline. */
    H264(Kind.VIDEO, 90_000),
    /** RFC 7587. */
    OPUS(Kind.AUDIO, 48_000);

    private final Kind kind;
    private final int clockRate;

    Codec(Kind kind, int clockRate) {
        this.kind = kind;
        this.clockRate = clockRate;
    }

    public Kind kind() {
        return kind;
    }

    /** RTP timestamp units a second. */
    public int clockRate() {
        return clockRate;
    }
}
