package org.sightline.recording.internal.recorder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.sightline.media.TapSink;
import org.sightline.media.Track;
import org.sightline.recording.internal.rtp.ChunkPool;
import org.sightline.recording.internal.rtp.PacketQueue;
import org.sightline.recording.internal.rtp.TakeClock;
import org.sightline.recording.internal.sealed.Closing;
import org.sightline.recording.internal.spool.TakeDraft;
import org.sightline.recording.internal.webm.ClusterBuilder;
import org.sightline.recording.internal.webm.ContainerHead;
import org.sightline.recording.internal.webm.Cue;
import org.sightline.recording.internal.webm.CueThinning;
import org.sightline.recording.internal.webm.TrackEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A take that comes as packets: queue → one pipeline for each track → clusters of half a second → sealed file. The head is
 * made at the end.
 */
final class PacketContent implements TakeContent, TapSink.PacketConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(PacketContent.class);
    private static final long CLUSTER_NANOS = 500_000_000L;
    private static final int CLUSTER_BYTES = 1024 * 1024;
    private static final int MAX_QUEUED_CHUNKS = 64;
    private static final int REPORT = 0x100;
    private static final int LAST_FRAME_MILLIS = 20;

    private final TakeFile file;
    private final long recordingNanos;
    private final Instant recordingAt;
    private final PacketQueue queue;
    private final TakeClock clock = new TakeClock();
    private final ClusterBuilder clusters = new ClusterBuilder();
    private final List<TrackPipeline> tracks = new ArrayList<>();
    private final List<Cue> cues = new ArrayList<>();
    private final String mediaType;
    private final byte[] reportBytes = new byte[12];
    private final ByteBuffer report = ByteBuffer.wrap(reportBytes);
    private volatile long resumedNanos;
    private long clusterNanos;
    private boolean clusterStarted;

    /**
     * @param recordingNanos {@link System#nanoTime()} at the start of the recording
     * @param recordingAt the same as a time of day
     */
    PacketContent(
            List<Track> tracks,
            TapSink.KeyframeRequest keyframes,
            TakeFile file,
            ChunkPool pool,
            long recordingNanos,
            Instant recordingAt) {
        this.file = file;
        this.recordingNanos = recordingNanos;
        this.recordingAt = recordingAt;
        queue = new PacketQueue(pool, MAX_QUEUED_CHUNKS);
        tracks.forEach(track -> this.tracks.add(new TrackPipeline(track, keyframes, clusters, clock)));
        mediaType = ContainerHead.mediaType(tracks.stream().map(Track::codec).toList());
        for (int i = 0; i < tracks.size(); i++) {
            if (tracks.get(i).index() != i) {
                throw new IllegalArgumentException("tracks are numbered from 0");
            }
        }
    }

    @Override
    public void rtp(int track, byte[] buffer, int offset, int length, long arrivalNanos) {
        queue.offer(track, buffer, offset, length, arrivalNanos);
    }

    @Override
    public void senderReport(int track, long ntp, int rtpTimestamp) {
        report.putLong(0, ntp).putInt(8, rtpTimestamp);
        queue.offer(track | REPORT, reportBytes, 0, reportBytes.length, 0);
    }

    @Override
    public void resumed(long nanos) {
        resumedNanos = nanos;
    }

    @Override
    public void work(long nowNanos) throws IOException {
        queue.drain(this::item);
        tracks.forEach(track -> track.tick(nowNanos));
        if (!clusterStarted) {
            clusterStarted = !clusters.isEmpty();
            clusterNanos = nowNanos;
        } else if (nowNanos - clusterNanos >= CLUSTER_NANOS || clusters.pending() > CLUSTER_BYTES) {
            clusterNanos = nowNanos;
            writeClusters();
            file.flush();
        }
    }

    private void item(int tag, byte[] buffer, int offset, int length, long nanos) {
        int track = tag & ~REPORT;
        if (track < 0 || track >= tracks.size()) {
            return;
        }
        if (track == tag) {
            tracks.get(track).rtp(buffer, offset, length, nanos, resumedNanos);
        } else {
            ByteBuffer values = ByteBuffer.wrap(buffer, offset, length);
            tracks.get(track).report(values.getLong(), values.getInt());
        }
    }

    private void writeClusters() throws IOException {
        if (clusters.isEmpty()) {
            return;
        }
        TakeDraft draft = draft();
        file.draft(draft);
        clusters.drain(draft.cueTrack(), file.dataLength(), (bytes, length, cue) -> {
            file.data(bytes, 0, length);
            if (cue != null) {
                cues.add(cue);
            }
        });
    }

    private TakeDraft draft() {
        List<TrackEntry> entries = tracks.stream()
                .filter(TrackPipeline::started)
                .map(TrackPipeline::entry)
                .toList();
        return new TakeDraft(mediaType, startMillis(), recordingAt.toEpochMilli() + startMillis(), entries);
    }

    private long startMillis() {
        return clock.started() ? Math.max(0, Math.round((clock.zeroNanos() - recordingNanos) / 1e6)) : 0;
    }

    @Override
    public void finish(String reason) throws IOException {
        queue.drain(this::item);
        queue.close();
        tracks.forEach(TrackPipeline::flush);
        long lost = tracks.stream().mapToLong(TrackPipeline::lost).sum();
        if (queue.dropped() > 0) {
            LOG.warn("{}: {} packets did not fit into memory, {} are missing in all", file, queue.dropped(), lost);
        } else if (lost > 0) {
            LOG.debug("{}: {} packets never came", file, lost);
        }
        writeClusters();
        if (!file.isOpen()) {
            return;
        }
        TakeDraft draft = draft();
        long duration =
                tracks.stream().mapToLong(TrackPipeline::lastMillis).max().orElse(0) + LAST_FRAME_MILLIS;
        byte[] head = ContainerHead.make(
                draft.tracks(),
                CueThinning.thin(cues, draft.tracks()),
                file.dataLength(),
                draft.startedAtMillis(),
                duration);
        file.finish(head, new Closing(reason, mediaType, draft.startMillis(), duration, count(true), count(false)));
    }

    private long count(boolean video) {
        return tracks.stream()
                .filter(track -> track.isVideo() == video)
                .mapToLong(TrackPipeline::frames)
                .sum();
    }

    @Override
    public void abandon() throws IOException {
        queue.close();
        file.close();
    }
}
