package org.sightline.recording.internal.webm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Makes a still picture of a VP8 keyframe without decoding it: a lossy WebP image is exactly one VP8 keyframe in a RIFF
 * chunk (RFC 9649 §2.5).
 */
public final class WebpStill {
    private WebpStill() {}

    /** The image, or empty if the frame is no VP8 keyframe (RFC 6386 §9.1). */
    public static Optional<byte[]> of(byte[] frame) {
        boolean keyframe = frame.length > 10
                && (frame[0] & 1) == 0
                && (frame[3] & 255) == 0x9d
                && frame[4] == 0x01
                && frame[5] == 0x2a;
        if (!keyframe) {
            return Optional.empty();
        }
        int padded = frame.length + (frame.length & 1);
        ByteBuffer image = ByteBuffer.allocate(20 + padded).order(ByteOrder.LITTLE_ENDIAN);
        image.put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(12 + padded)
                .put("WEBPVP8 ".getBytes(StandardCharsets.US_ASCII))
                .putInt(frame.length)
                .put(frame);
        return Optional.of(image.array());
    }
}
