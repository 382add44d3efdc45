package org.sightline.recording.internal.recorder;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.sightline.media.MediaException;
import org.sightline.media.TapSink;
import org.sightline.media.Track;
import org.sightline.recording.internal.rtp.ChunkPool;

/**
 * A take that is being recorded: the sink that an engine's tap fills, and the work that a writer thread does for it. It is
 * closed by the thread that works, never by the one that ends it.
 */
final class LiveTake implements TapSink {
    /** Told once. */
    interface Listener {
        /** The file is closed, or there is none. */
        void closed(LiveTake take);

        /** The file cannot be written; it stays as it is, for recovery. Told before {@link #closed}. */
        void failed(LiveTake take, Exception cause);
    }

    private final TakeFile file;
    private final ChunkPool pool;
    private final long recordingNanos;
    private final Instant recordingAt;
    private final Listener listener;
    private final AtomicReference<String> ending = new AtomicReference<>();
    private volatile TakeContent content;
    private boolean over;

    LiveTake(TakeFile file, ChunkPool pool, long recordingNanos, Instant recordingAt, Listener listener) {
        this.file = file;
        this.pool = pool;
        this.recordingNanos = recordingNanos;
        this.recordingAt = recordingAt;
        this.listener = listener;
    }

    @Override
    public synchronized PacketConsumer packets(List<Track> tracks, KeyframeRequest keyframes) {
        if (over) {
            return new ClosedSink().packets(tracks, keyframes);
        }
        PacketContent packets = new PacketContent(tracks, keyframes, file, pool, recordingNanos, recordingAt);
        content = packets;
        return packets;
    }

    @Override
    public synchronized ByteConsumer container(String mediaType) {
        if (over) {
            return new ClosedSink().container(mediaType);
        }
        ContainerContent container = new ContainerContent(mediaType, file, recordingNanos, recordingAt);
        content = container;
        return container;
    }

    @Override
    public void ended(Optional<MediaException> cause) {
        boolean lost = cause.filter(found -> found.reason() == MediaException.Reason.ENGINE_LOST)
                .isPresent();
        end(lost ? "engine-lost" : "left");
    }

    /** Lets the writer thread close the take; only the first reason counts. */
    void end(String reason) {
        ending.compareAndSet(null, reason);
    }

    void resumed(long nanos) {
        TakeContent current = content;
        if (current != null) {
            current.resumed(nanos);
        }
    }

    /** One round of work. @return false when the take is closed */
    synchronized boolean work(long nowNanos) {
        if (over) {
            return false;
        }
        String reason = ending.get();
        TakeContent current = content;
        try {
            if (current != null && reason == null) {
                current.work(nowNanos);
            } else if (current != null) {
                current.finish(reason);
            }
        } catch (IOException | RuntimeException e) { // nothing thrown here may end the writer's rounds unnoticed
            over = true;
            abandon(current);
            listener.failed(this, e);
            listener.closed(this);
            return false;
        }
        if (reason != null) {
            over = true;
            listener.closed(this);
        }
        return reason == null;
    }

    private static void abandon(TakeContent content) {
        try {
            content.abandon();
        } catch (IOException e) {
            return; // it failed before, which is told
        }
    }
}
