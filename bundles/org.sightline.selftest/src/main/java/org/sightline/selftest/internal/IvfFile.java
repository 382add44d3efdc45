package org.sightline.selftest.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the frames of an IVF file that holds VP8. */
final class IvfFile {
    private static final int FRAME_HEADER = 12;

    private IvfFile() {}

    /** @throws IllegalArgumentException if it is not such a file */
    static List<byte[]> frames(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        if (file.length < 32 || !text(file, 0).equals("DKIF") || !text(file, 8).equals("VP80")) {
            throw new IllegalArgumentException("not an IVF file with VP8");
        }
        in.position(Short.toUnsignedInt(in.getShort(6)));
        List<byte[]> frames = new ArrayList<>();
        while (in.remaining() >= FRAME_HEADER) {
            int length = in.getInt();
            in.position(in.position() + 8);
            if (length < 1 || length > in.remaining()) {
                throw new IllegalArgumentException("the IVF file is cut off");
            }
            byte[] frame = new byte[length];
            in.get(frame);
            frames.add(frame);
        }
        return List.copyOf(frames);
    }

    private static String text(byte[] file, int at) {
        return new String(file, at, 4, StandardCharsets.US_ASCII);
    }

    /** Whether a VP8 frame can be decoded without another (RFC 6386 §9.1). */
    static boolean isKeyframe(byte[] frame) {
        return (frame[0] & 1) == 0;
    }
}
