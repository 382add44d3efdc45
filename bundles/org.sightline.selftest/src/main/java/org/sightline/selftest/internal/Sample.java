package org.sightline.selftest.internal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What a synthetic participant shows and says, in a loop.
 *
 * @param frames VP8, {@link #FRAMES_PER_SECOND}; the first is a keyframe
 * @param packets Opus, {@link #PACKETS_PER_SECOND}
 */
record Sample(List<byte[]> frames, List<byte[]> packets) {
    static final int FRAMES_PER_SECOND = 15;
    static final int PACKETS_PER_SECOND = 50;

    Sample {
        if (frames.isEmpty() || packets.isEmpty() || !IvfFile.isKeyframe(frames.get(0))) {
            throw new IllegalArgumentException("a sample has sound and pictures, a keyframe first");
        }
    }

    /** The one in this bundle. */
    static Sample load() {
        return new Sample(IvfFile.frames(resource("sample.ivf")), OggOpusFile.packets(resource("sample.ogg")));
    }

    private static byte[] resource(String name) {
        try (InputStream in = Sample.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the sample is missing from the bundle", e);
        }
    }

    /** The first keyframe at or after a frame, going round. */
    int keyframeFrom(int index) {
        int i = index % frames.size();
        while (!IvfFile.isKeyframe(frames.get(i))) {
            i = (i + 1) % frames.size();
        }
        return i;
    }
}
