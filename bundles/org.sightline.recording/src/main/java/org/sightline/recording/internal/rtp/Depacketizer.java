package org.sightline.recording.internal.rtp;

import org.sightline.media.Codec;

/** Makes frames of the packets of one stream, which come in order. */
public interface Depacketizer extends ReorderBuffer.Output {

    /** Whether nothing can be shown before the next keyframe. */
    boolean needsKeyframe();

    /** What the container says about the codec; empty while unknown or needless. */
    byte[] codecPrivate();

    static Depacketizer of(Codec codec, FrameOutput output) {
        return switch (codec) {
            case VP8 -> new Vp8Depacketizer(output);
            case H264 -> new H264Depacketizer(output);
            case OPUS -> new OpusDepacketizer(output);
        };
    }
}
