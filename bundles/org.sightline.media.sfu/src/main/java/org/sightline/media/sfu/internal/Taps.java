package org.sightline.media.sfu.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sightline.media.MediaException;
import org.sightline.media.MediaException.Reason;
import org.sightline.media.Tap;
import org.sightline.media.TapSink;

/** The taps of one participant, those that wait for its first offer included. Guarded by the room's lock. */
final class Taps {
    private final Object lock;
    private final Events events;
    private final List<SfuTap> running = new ArrayList<>();
    private final List<Pending> pending = new ArrayList<>();
    private List<IncomingTrack> tracks = List.of();
    private boolean closed;

    /** A tap that waits for something to copy. */
    private record Pending(TapSink sink, CompletableFuture<Tap> started) {}

    Taps(Object lock, Events events) {
        this.lock = lock;
        this.events = events;
    }

    /** What there is to copy from now on. */
    void tracks(List<IncomingTrack> published) {
        tracks = published;
    }

    /** Opens a tap, as soon as there is something to copy. Any thread, without the lock. */
    CompletionStage<Tap> open(TapSink sink) {
        CompletableFuture<Tap> started = new CompletableFuture<>();
        synchronized (lock) {
            if (closed) {
                return CompletableFuture.failedFuture(new MediaException(Reason.CLOSED, "the participant has left"));
            }
            pending.add(new Pending(sink, started));
        }
        startPending();
        return started;
    }

    /** Starts the taps that wait if there is something to copy. Sinks are told without the lock, which must not be held. */
    void startPending() {
        List<Pending> waiting;
        List<IncomingTrack> published;
        synchronized (lock) {
            if (tracks.isEmpty()) {
                return;
            }
            published = tracks;
            waiting = List.copyOf(pending);
            pending.clear();
        }
        for (Pending one : waiting) {
            SfuTap tap = new SfuTap(this, published, lock, events, one.sink());
            synchronized (lock) {
                if (closed) {
                    tap.end(Optional.empty());
                } else {
                    tap.start();
                }
            }
            one.started().complete(tap);
        }
    }

    void add(SfuTap tap) {
        running.add(tap);
    }

    void remove(SfuTap tap) {
        running.remove(tap);
    }

    boolean isEmpty() {
        return running.isEmpty();
    }

    void rtp(InboundPacket in) {
        for (int i = running.size() - 1; i >= 0; i--) { // a failing tap removes itself
            running.get(i).rtp(in);
        }
    }

    void senderReport(IncomingTrack track, long ntp, int rtpTimestamp) {
        for (int i = running.size() - 1; i >= 0; i--) {
            running.get(i).senderReport(track, ntp, rtpTimestamp);
        }
    }

    /** The track pauses or goes on: taps wait for its next keyframe. */
    void resync(IncomingTrack track) {
        for (SfuTap tap : running) {
            tap.resync(track);
        }
    }

    /** Ends all taps, and those that wait, for good. */
    void close(Optional<MediaException> cause) {
        closed = true;
        List.copyOf(running).forEach(tap -> tap.end(cause));
        MediaException reason = cause.orElseGet(() -> new MediaException(Reason.CLOSED, "the participant has left"));
        for (Pending one : pending) {
            events.post(() -> one.started().completeExceptionally(reason));
        }
        pending.clear();
    }
}
