package org.sightline.selftest.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.sightline.recording.Playback;

/** Plays a take whole and a part of it again, and compares. */
final class PlaybackCheck {
    private static final byte[] EBML = {0x1a, 0x45, (byte) 0xdf, (byte) 0xa3};
    private static final int PART = 4096;

    private PlaybackCheck() {}

    /** @return how many bytes the take has */
    static long run(int number, Playback playback) throws IOException, StepFailedException {
        long length = playback.length();
        long from = length / 2;
        long to = Math.min(length, from + PART);
        Watched whole = new Watched(from, to);
        playback.transfer(0, length, whole);
        if (whole.position != length) {
            throw new StepFailedException("take " + number + " has " + whole.position + " of " + length + " bytes");
        }
        if (playback.mediaType().startsWith("video/webm") && !whole.startsWith(EBML)) {
            throw new StepFailedException("take " + number + " is no WebM file");
        }
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        playback.transfer(from, to, part);
        if (!Arrays.equals(part.toByteArray(), whole.part.toByteArray())) {
            throw new StepFailedException("a range of take " + number + " differs from the whole");
        }
        return length;
    }

    /** Counts what it is given and keeps its head and one part. */
    private static final class Watched extends OutputStream {
        private final long from;
        private final long to;
        private final ByteArrayOutputStream head = new ByteArrayOutputStream();
        private final ByteArrayOutputStream part = new ByteArrayOutputStream();
        private long position;

        Watched(long from, long to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            keep(head, bytes, offset, length, 0, EBML.length);
            keep(part, bytes, offset, length, from, to);
            position += length;
        }

        private void keep(ByteArrayOutputStream into, byte[] bytes, int offset, int length, long first, long end) {
            int skip = (int) Math.min(length, Math.max(0, first - position));
            int until = (int) Math.max(skip, Math.min(length, end - position));
            into.write(bytes, offset + skip, until - skip);
        }

        boolean startsWith(byte[] bytes) {
            return Arrays.equals(head.toByteArray(), bytes);
        }
    }
}
