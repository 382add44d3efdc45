package org.sightline.recording.internal.webm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Collects frames and makes whole clusters of known size of them (RFC 9559 §5.1.3). Reuses its buffers. */
public final class ClusterBuilder {
    /** A cluster spans at most this: a place to seek to is never far from its keyframe. */
    private static final int MAX_SPAN_MILLIS = 1_000;

    private record Block(int track, long millis, boolean key, int offset, int length) {}

    /** Takes a cluster: valid only during the call. */
    @FunctionalInterface
    public interface Output {
        /** @param cue where a keyframe is in it, or null */
        void cluster(byte[] bytes, int length, Cue cue) throws java.io.IOException;
    }

    private final List<Block> blocks = new ArrayList<>();
    private final Ebml content = new Ebml(64 * 1024);
    private final Ebml cluster = new Ebml(64 * 1024);
    private byte[] frames = new byte[64 * 1024];
    private int used;

    /** Adds a frame; copies it. Frames of a track come in order of time. */
    public void add(int track, long millis, boolean key, byte[] bytes, int offset, int length) {
        if (frames.length - used < length) {
            frames = Arrays.copyOf(frames, Math.max(frames.length * 2, used + length));
        }
        System.arraycopy(bytes, offset, frames, used, length);
        blocks.add(new Block(track, millis, key, used, length));
        used += length;
    }

    public boolean isEmpty() {
        return blocks.isEmpty();
    }

    /** Bytes of the frames that wait. */
    public int pending() {
        return used;
    }

    /**
     * Makes clusters of all that waits, one for each second of it.
     *
     * @param cueTrack whose keyframes are places to seek to
     * @param position of the next cluster, in bytes after the head
     */
    public void drain(int cueTrack, long position, Output output) throws java.io.IOException {
        blocks.sort(Comparator.comparingLong(Block::millis));
        long next = position;
        for (int from = 0; from < blocks.size(); ) {
            int to = from + 1;
            long base = blocks.get(from).millis();
            while (to < blocks.size() && blocks.get(to).millis() - base < MAX_SPAN_MILLIS) {
                to++;
            }
            List<Block> part = blocks.subList(from, to);
            write(base, part);
            output.cluster(cluster.array(), cluster.size(), cue(part, cueTrack, next));
            next += cluster.size();
            from = to;
        }
        blocks.clear();
        used = 0;
    }

    private static Cue cue(List<Block> part, int cueTrack, long position) {
        for (Block block : part) {
            if (block.key() && block.track() == cueTrack) {
                return new Cue(block.millis(), cueTrack, position);
            }
        }
        return null;
    }

    private void write(long base, List<Block> part) {
        content.clear();
        content.number(MatroskaIds.TIMESTAMP, base);
        for (Block block : part) {
            content.id(MatroskaIds.SIMPLE_BLOCK)
                    .length(block.length() + 4L)
                    .raw(0x80 | block.track())
                    .big(block.millis() - base, 2)
                    .raw(block.key() ? 0x80 : 0)
                    .raw(frames, block.offset(), block.length());
        }
        cluster.clear();
        cluster.element(MatroskaIds.CLUSTER, content);
    }
}
