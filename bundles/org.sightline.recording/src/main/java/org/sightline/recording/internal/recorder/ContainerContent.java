package org.sightline.recording.internal.recorder;

import java.io.IOException;
import java.time.Instant;
import org.sightline.media.TapSink;
import org.sightline.recording.internal.sealed.Closing;
import org.sightline.recording.internal.spool.TakeDraft;

/** A take that comes as the bytes of a container: straight into the seal, on the engine's thread. */
final class ContainerContent implements TakeContent, TapSink.ByteConsumer {
    private static final long FLUSH_NANOS = 500_000_000L;

    private final TakeFile file;
    private final String mediaType;
    private final long recordingNanos;
    private final Instant recordingAt;
    private long firstNanos;
    private long lastNanos;
    private long flushNanos;
    private IOException failure;
    private boolean closed;

    ContainerContent(String mediaType, TakeFile file, long recordingNanos, Instant recordingAt) {
        this.mediaType = mediaType;
        this.file = file;
        this.recordingNanos = recordingNanos;
        this.recordingAt = recordingAt;
    }

    @Override
    public synchronized void bytes(byte[] buffer, int offset, int length) {
        if (closed || failure != null) {
            return;
        }
        lastNanos = System.nanoTime();
        try {
            if (!file.isOpen()) {
                firstNanos = lastNanos;
                file.draft(new TakeDraft(
                        mediaType, startMillis(), recordingAt.toEpochMilli() + startMillis(), java.util.List.of()));
            }
            file.data(buffer, offset, length);
        } catch (IOException e) {
            failure = e; // told by the next work
        }
    }

    private long startMillis() {
        return Math.max(0, (firstNanos - recordingNanos) / 1_000_000);
    }

    @Override
    public synchronized void work(long nowNanos) throws IOException {
        if (failure != null) {
            throw failure;
        }
        if (nowNanos - flushNanos >= FLUSH_NANOS) {
            flushNanos = nowNanos;
            file.flush();
        }
    }

    @Override
    public synchronized void finish(String reason) throws IOException {
        closed = true;
        if (failure != null) {
            throw failure;
        }
        if (file.isOpen()) {
            long duration = (lastNanos - firstNanos) / 1_000_000;
            file.finish(new byte[0], new Closing(reason, mediaType, startMillis(), duration, 0, 0));
        }
    }

    @Override
    public synchronized void abandon() throws IOException {
        closed = true;
        file.close();
    }
}
