package org.sightline.media.sfu.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sightline.media.Kind;
import org.sightline.media.MediaException;
import org.sightline.media.MediaException.Reason;
import org.sightline.media.Tap;
import org.sightline.media.TapSink;
import org.sightline.media.Track;

/** A copy of a participant's media: a subscriber that gets the packets as they are. */
final class SfuTap implements Tap {
    private final Taps taps;
    private final Object lock;
    private final Events events;
    private final TapSink sink;
    private final List<IncomingTrack> tracks;
    private final boolean[] waiting;
    private final TapSink.PacketConsumer consumer;
    private boolean paused;
    private boolean ended;

    /** Tells the sink its form; {@link #start} begins the copy. */
    SfuTap(Taps taps, List<IncomingTrack> tracks, Object lock, Events events, TapSink sink) {
        this.taps = taps;
        this.tracks = tracks;
        this.lock = lock;
        this.events = events;
        this.sink = sink;
        waiting = new boolean[tracks.size()];
        List<Track> described = new ArrayList<>();
        for (IncomingTrack track : tracks) {
            described.add(new Track(described.size(), track.codec()));
        }
        consumer = sink.packets(described, this::requestKeyframe);
    }

    /** With the room's lock held. */
    void start() {
        taps.add(this);
        tracks.forEach(this::resync);
    }

    /** Takes no lock: its caller may hold one that the consumer waits for. */
    private void requestKeyframe(int track) {
        if (track >= 0 && track < tracks.size()) {
            tracks.get(track).wantKeyframe();
        }
    }

    void resync(IncomingTrack track) {
        int index = tracks.indexOf(track);
        if (index >= 0 && track.kind() == Kind.VIDEO) {
            waiting[index] = true;
            track.wantKeyframe();
        }
    }

    void rtp(InboundPacket in) {
        int index = tracks.indexOf(in.track);
        if (paused || index < 0) {
            return;
        }
        if (waiting[index]) {
            if (!in.track.startsKeyframe(in)) {
                in.track.wantKeyframe();
                return;
            }
            waiting[index] = false;
        }
        try {
            consumer.rtp(index, in.packet.bytes(), in.packet.offset(), in.packet.length(), in.arrivalNanos);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    void senderReport(IncomingTrack track, long ntp, int rtpTimestamp) {
        int index = tracks.indexOf(track);
        if (paused || index < 0) {
            return;
        }
        try {
            consumer.senderReport(index, ntp, rtpTimestamp);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void fail(RuntimeException cause) {
        end(Optional.of(new MediaException(Reason.CLOSED, "the tap's consumer failed", cause)));
    }

    @Override
    public CompletionStage<Void> pause() {
        synchronized (lock) {
            paused = true;
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> resume() {
        synchronized (lock) {
            if (paused) {
                paused = false;
                tracks.forEach(this::resync);
            }
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> close() {
        synchronized (lock) {
            end(Optional.empty());
        }
        return CompletableFuture.completedFuture(null);
    }

    /** With the room's lock held. */
    void end(Optional<MediaException> cause) {
        if (!ended) {
            ended = true;
            taps.remove(this);
            events.post(() -> sink.ended(cause));
        }
    }
}
