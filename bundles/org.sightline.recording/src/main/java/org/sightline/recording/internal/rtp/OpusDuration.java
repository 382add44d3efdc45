package org.sightline.recording.internal.rtp;

/** How long an Opus packet sounds (RFC 6716 §3.1). */
public final class OpusDuration {
    private static final int[] SILK = {10, 20, 40, 60};
    private static final int[] HYBRID = {10, 20};

    private OpusDuration() {}

    /** In milliseconds, rounded down, at least 1. */
    public static int millis(byte[] packet, int length) {
        if (length == 0) {
            return 20;
        }
        int configuration = (packet[0] & 255) >> 3;
        double frame;
        if (configuration < 12) {
            frame = SILK[configuration & 3];
        } else if (configuration < 16) {
            frame = HYBRID[configuration & 1];
        } else {
            frame = 2.5 * (1 << (configuration & 3));
        }
        int frames = switch (packet[0] & 3) {
            case 0 -> 1;
            case 1, 2 -> 2;
            default -> length > 1 ? packet[1] & 63 : 1;
        };
        return (int) Math.max(1, Math.min(120, frame * frames));
    }
}
