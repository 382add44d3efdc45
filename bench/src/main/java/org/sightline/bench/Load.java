package org.sightline.bench;

import java.util.Random;

/**
 * What a person sends: VP8 frames of one size whose headers are real and whose content is noise, as compressed pictures
 * are to whoever only relays and seals them, and Opus packets.
 */
record Load(int framesPerSecond, int frameBytes) {
    static final int OPUS_PER_SECOND = 50;
    static final int OPUS_STEP = 48_000 / OPUS_PER_SECOND;

    /** About 2 Mbit/s and 290 packets a second, a good 720p call. */
    static final Load CALL = new Load(30, 8 * 1100);

    /** About 8 Mbit/s: makes long recordings in a short time. */
    static final Load RICH = new Load(30, 4 * 8 * 1100);

    private static final int OPUS_BYTES = 80;
    private static final int KEYFRAME_FACTOR = 4;
    private static final byte[] NOISE = new byte[1 << 20];

    static {
        new Random(5).nextBytes(NOISE);
    }

    /** A frame of 1280 by 720 (RFC 6386 §9.1). */
    byte[] frame(boolean keyframe, int number) {
        byte[] frame = noise(keyframe ? frameBytes * KEYFRAME_FACTOR : frameBytes, number);
        frame[0] = (byte) (keyframe ? 0x10 : 0x11);
        if (keyframe) {
            byte[] header = {(byte) 0x9d, 0x01, 0x2a, 0x00, 0x05, (byte) 0xd0, 0x02};
            System.arraycopy(header, 0, frame, 3, header.length);
        }
        return frame;
    }

    byte[] audio(int number) {
        byte[] packet = noise(OPUS_BYTES, number);
        packet[0] = (byte) 0xf8; // CELT, fullband, one frame of 20 ms (RFC 6716 §3.1)
        return packet;
    }

    private static byte[] noise(int length, int number) {
        byte[] bytes = new byte[length];
        System.arraycopy(NOISE, Math.floorMod(number * 7919, NOISE.length - length), bytes, 0, length);
        return bytes;
    }
}
