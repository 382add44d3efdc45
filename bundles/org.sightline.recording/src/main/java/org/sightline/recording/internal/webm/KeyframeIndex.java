package org.sightline.recording.internal.webm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds keyframes in a take by the cues in its head.
 *
 * @param cues in order of time
 * @param headLength bytes of the head
 */
public record KeyframeIndex(List<Cue> cues, Optional<String> videoCodec, int headLength) {

    /** A head is at most this long: cues of a day. */
    public static final int MAX_HEAD = 4 * 1024 * 1024;

    /** Reads the head of a file from its first bytes; empty if these are no head that was made here. */
    public static Optional<KeyframeIndex> read(byte[] start) {
        Cursor cursor = new Cursor(start, 0, start.length);
        if (cursor.id() != MatroskaIds.EBML) {
            return Optional.empty();
        }
        cursor.to((int) Math.min(start.length, cursor.length() + cursor.at()));
        if (cursor.id() != MatroskaIds.SEGMENT) {
            return Optional.empty();
        }
        cursor.length();
        int segment = cursor.at();
        List<Cue> found = new ArrayList<>();
        Optional<String> codec = Optional.empty();
        while (cursor.at() < start.length) {
            int element = cursor.at();
            int id = cursor.id();
            long length = cursor.length();
            long next = cursor.at() + length;
            if (id == MatroskaIds.CLUSTER) {
                List<Cue> relative = found.stream()
                        .map(cue -> new Cue(cue.millis(), cue.track(), cue.position() - (element - segment)))
                        .toList();
                return Optional.of(new KeyframeIndex(relative, codec, element));
            }
            if (length < 0 || next > start.length) {
                return Optional.empty();
            }
            if (id == MatroskaIds.CUES) {
                cues(new Cursor(start, cursor.at(), (int) next), (int) next, found);
            } else if (id == MatroskaIds.TRACKS) {
                codec = videoCodec(new Cursor(start, cursor.at(), (int) next), (int) next);
            }
            cursor.to((int) next);
        }
        return Optional.empty();
    }

    private static void cues(Cursor cursor, int end, List<Cue> found) {
        while (cursor.at() < end) {
            cursor.id();
            int pointEnd = (int) (cursor.length() + cursor.at());
            long millis = 0;
            int track = 0;
            long position = 0;
            while (cursor.at() < pointEnd) {
                int id = cursor.id();
                int length = (int) cursor.length();
                switch (id) {
                    case MatroskaIds.CUE_TRACK_POSITIONS -> {} // its children follow
                    case MatroskaIds.CUE_TIME -> millis = cursor.number(length);
                    case MatroskaIds.CUE_TRACK -> track = (int) cursor.number(length);
                    case MatroskaIds.CUE_CLUSTER_POSITION -> position = cursor.number(length);
                    default -> cursor.to(cursor.at() + Math.max(0, length));
                }
            }
            found.add(new Cue(millis, track, position));
        }
    }

    private static Optional<String> videoCodec(Cursor cursor, int end) {
        while (cursor.at() < end) {
            int id = cursor.id();
            int length = (int) cursor.length();
            if (id == MatroskaIds.CODEC_ID) {
                StringBuilder codec = new StringBuilder();
                for (int i = 0; i < length; i++) {
                    codec.append((char) cursor.number(1));
                }
                if (codec.charAt(0) == 'V') {
                    return Optional.of(codec.toString());
                }
            } else if (id != MatroskaIds.TRACK_ENTRY) {
                cursor.to(cursor.at() + Math.max(0, length));
            }
        }
        return Optional.empty();
    }

    /** The last keyframe at or before a time, or the first. */
    public Optional<Cue> at(long millis) {
        Optional<Cue> before =
                cues.stream().filter(cue -> cue.millis() <= millis).reduce((a, b) -> b);
        return before.or(() -> cues.stream().findFirst());
    }

    /** The frame of a cue in the bytes of its cluster, which may go on beyond it; empty if it is not there. */
    public static Optional<byte[]> frame(byte[] cluster, Cue cue) {
        Cursor cursor = new Cursor(cluster, 0, cluster.length);
        if (cursor.id() != MatroskaIds.CLUSTER) {
            return Optional.empty();
        }
        long end = cursor.length() + cursor.at();
        while (cursor.at() < Math.min(end, cluster.length)) {
            int id = cursor.id();
            long next = cursor.length() + cursor.at();
            if (next > cluster.length || next < cursor.at()) {
                return Optional.empty();
            }
            int at = cursor.at();
            boolean found = id == MatroskaIds.SIMPLE_BLOCK
                    && next - at > 4
                    && (cluster[at] & 0x7f) == cue.track()
                    && (cluster[at + 3] & 0x80) != 0;
            if (found) {
                return Optional.of(java.util.Arrays.copyOfRange(cluster, at + 4, (int) next));
            }
            cursor.to((int) next);
        }
        return Optional.empty();
    }
}
