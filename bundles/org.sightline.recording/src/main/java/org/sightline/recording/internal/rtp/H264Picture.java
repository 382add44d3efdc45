package org.sightline.recording.internal.rtp;

import java.util.Arrays;

/** Reads the picture's size from a sequence parameter set (ITU-T H.264 §7.3.2.1.1). */
final class H264Picture {
    private static final int[] UNKNOWN = {0, 0};

    private final byte[] bits;
    private int at;

    private H264Picture(byte[] bits) {
        this.bits = bits;
    }

    /** Width and height; zeros if it is malformed. */
    static int[] size(byte[] sps) {
        try {
            return new H264Picture(withoutEmulationPrevention(sps)).read();
        } catch (IndexOutOfBoundsException e) {
            return UNKNOWN.clone();
        }
    }

    private static byte[] withoutEmulationPrevention(byte[] sps) {
        byte[] out = new byte[sps.length];
        int length = 0;
        for (int i = 0; i < sps.length; i++) {
            boolean prevention = i >= 2 && sps[i] == 3 && sps[i - 1] == 0 && sps[i - 2] == 0;
            if (!prevention) {
                out[length++] = sps[i];
            }
        }
        return Arrays.copyOf(out, length);
    }

    private int[] read() {
        at = 8;
        int profile = bits(8);
        bits(16);
        golomb();
        int chroma = 1;
        if (profile == 100 || profile == 110 || profile == 122 || profile == 244 || profile == 44) {
            chroma = golomb();
            if (chroma == 3) {
                bits(1);
            }
            golomb();
            golomb();
            bits(1);
            if (bits(1) == 1) {
                return UNKNOWN.clone(); // scaling matrices: not in the profiles that are offered
            }
        }
        golomb();
        int order = golomb();
        if (order == 0) {
            golomb();
        } else if (order == 1) {
            bits(1);
            golomb();
            golomb();
            int count = golomb();
            for (int i = 0; i < count; i++) {
                golomb();
            }
        }
        golomb();
        bits(1);
        int width = (golomb() + 1) * 16;
        int units = golomb() + 1;
        int frameOnly = bits(1);
        int height = units * 16 * (2 - frameOnly);
        if (frameOnly == 0) {
            bits(1);
        }
        bits(1);
        if (bits(1) == 1) {
            int horizontal = chroma == 1 || chroma == 2 ? 2 : 1;
            int vertical = (chroma == 1 ? 2 : 1) * (2 - frameOnly);
            width -= horizontal * (golomb() + golomb());
            height -= vertical * (golomb() + golomb());
        }
        boolean sane = width > 0 && height > 0 && width <= 16_384 && height <= 16_384;
        return sane ? new int[] {width, height} : UNKNOWN.clone();
    }

    private int bits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 1 | bits[at >> 3] >> 7 - (at & 7) & 1;
            at++;
        }
        return value;
    }

    /** An Exp-Golomb code (§9.1); signed ones are only skipped, for which their value does not matter. */
    private int golomb() {
        int zeros = 0;
        while (bits(1) == 0) {
            if (++zeros > 31) {
                throw new IndexOutOfBoundsException("too long a code");
            }
        }
        return (1 << zeros) - 1 + (zeros == 0 ? 0 : bits(zeros));
    }
}
