package org.sightline.recording.internal.webm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads clusters that {@link ClusterBuilder} wrote, from a stream that may end anywhere: what recovery learns of a take
 * that has no head.
 */
public final class ClusterScanner {
    private static final int MAX_CLUSTER = 64 * 1024 * 1024;

    private final List<Cue> cues = new ArrayList<>();
    private final int cueTrack;
    private final boolean[] video;
    private byte[] buffer = new byte[128 * 1024];
    private int size;
    private long whole;
    private long lastMillis;
    private long videoFrames;
    private long audioPackets;
    private boolean malformed;

    /** @param tracks in order of their numbers */
    public ClusterScanner(List<TrackEntry> tracks, int cueTrack) {
        this.cueTrack = cueTrack;
        int highest = tracks.stream().mapToInt(TrackEntry::number).max().orElse(0);
        video = new boolean[highest + 1];
        tracks.forEach(track -> video[track.number()] = track.isVideo());
    }

    public void data(byte[] bytes, int length) {
        if (malformed) {
            return;
        }
        if (buffer.length - size < length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + length));
        }
        System.arraycopy(bytes, 0, buffer, size, length);
        size += length;
        int at = 0;
        for (int end = clusterEnd(at); end > 0 && end <= size; end = clusterEnd(at)) {
            cluster(at, end);
            whole += end - at;
            at = end;
        }
        System.arraycopy(buffer, at, buffer, 0, size - at);
        size -= at;
    }

    /** Where the cluster at an index ends, or 0 if that cannot be told yet. */
    private int clusterEnd(int at) {
        if (size - at < 12) {
            return 0;
        }
        Cursor cursor = new Cursor(buffer, at, size);
        if (cursor.id() != MatroskaIds.CLUSTER) {
            malformed = true;
            return 0;
        }
        long length = cursor.length();
        if (length < 0 || length > MAX_CLUSTER) {
            malformed = true;
            return 0;
        }
        return (int) (cursor.at() + length);
    }

    private void cluster(int at, int end) {
        Cursor cursor = new Cursor(buffer, at, end);
        cursor.id();
        cursor.length();
        long base = 0;
        Cue cue = null;
        while (cursor.at() < end) {
            int id = cursor.id();
            int next = (int) (cursor.length() + cursor.at());
            if (next > end || next < cursor.at()) {
                malformed = true;
                return;
            }
            if (id == MatroskaIds.TIMESTAMP) {
                base = cursor.number(next - cursor.at());
            } else if (id == MatroskaIds.SIMPLE_BLOCK && next - cursor.at() >= 4) {
                int track = buffer[cursor.at()] & 0x7f;
                long millis = base + (short) ((buffer[cursor.at() + 1] & 255) << 8 | buffer[cursor.at() + 2] & 255);
                boolean key = (buffer[cursor.at() + 3] & 0x80) != 0;
                count(track, millis);
                if (key && track == cueTrack && cue == null) {
                    cue = new Cue(millis, track, whole);
                }
            }
            cursor.to(next);
        }
        if (cue != null) {
            cues.add(cue);
        }
    }

    private void count(int track, long millis) {
        lastMillis = Math.max(lastMillis, millis);
        if (track < video.length && video[track]) {
            videoFrames++;
        } else {
            audioPackets++;
        }
    }

    /** Bytes of whole clusters. */
    public long wholeLength() {
        return whole;
    }

    public List<Cue> cues() {
        return List.copyOf(cues);
    }

    /** Time of the last frame. */
    public long lastMillis() {
        return lastMillis;
    }

    public long videoFrames() {
        return videoFrames;
    }

    public long audioPackets() {
        return audioPackets;
    }
}
