package org.sightline.recording.internal.webm;

import java.util.Arrays;
import java.util.Objects;
import org.sightline.media.Codec;
import org.sightline.media.Kind;

/**
 * A track as the container's head describes it.
 *
 * @param number from 1
 * @param width largest seen, 0 for audio
 * @param height largest seen, 0 for audio
 * @param codecPrivate OpusHead (RFC 7845 §5.1) or an AVC decoder configuration record; empty for VP8
 */
public record TrackEntry(int number, Codec codec, int width, int height, byte[] codecPrivate) {
    public TrackEntry {
        Objects.requireNonNull(codec, "codec");
        Objects.requireNonNull(codecPrivate, "codecPrivate");
    }

    public static TrackEntry opus(int number) {
        byte[] head = {'O', 'p', 'u', 's', 'H', 'e', 'a', 'd', 1, 2, 0, 0, (byte) 0x80, (byte) 0xBB, 0, 0, 0, 0, 0};
        return new TrackEntry(number, Codec.OPUS, 0, 0, head);
    }

    public static TrackEntry video(int number, Codec codec, int width, int height, byte[] codecPrivate) {
        return new TrackEntry(number, codec, width, height, codecPrivate);
    }

    public boolean isVideo() {
        return codec.kind() == Kind.VIDEO;
    }

    String codecId() {
        return switch (codec) {
            case VP8 -> "V_VP8";
            case H264 -> "V_MPEG4/ISO/AVC";
            case OPUS -> "A_OPUS";
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrackEntry entry
                && number == entry.number
                && codec == entry.codec
                && width == entry.width
                && height == entry.height
                && Arrays.equals(codecPrivate, entry.codecPrivate);
    }

    @Override
    public int hashCode() {
        return Objects.hash(number, codec, width, height, Arrays.hashCode(codecPrivate));
    }
}
