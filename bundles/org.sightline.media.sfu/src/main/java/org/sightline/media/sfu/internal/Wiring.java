package org.sightline.media.sfu.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.sightline.media.Kind;

/** Assigns tracks to streams: each stream keeps its source for as long as that publishes. Used under the room's lock. */
final class Wiring {
    private final Collection<SfuParticipant> participants;
    private final Map<IncomingTrack, List<OutgoingStream>> subscribers = new IdentityHashMap<>();

    Wiring(Collection<SfuParticipant> participants) {
        this.participants = participants;
    }

    void apply() {
        for (SfuParticipant subscriber : participants) {
            List<IncomingTrack> open = new ArrayList<>();
            for (SfuParticipant publisher : participants) {
                if (publisher != subscriber) {
                    open.addAll(publisher.uplink().tracks());
                }
            }
            List<OutgoingStream> streams = subscriber.downlink().streams();
            keep(streams, open);
            fill(streams, open);
            subscriber.tellSlots(count(open, Kind.AUDIO), count(open, Kind.VIDEO));
        }
        for (SfuParticipant publisher : participants) {
            for (IncomingTrack track : publisher.uplink().tracks()) {
                track.subscribers(List.copyOf(subscribers.getOrDefault(track, List.of())));
            }
        }
    }

    private void keep(List<OutgoingStream> streams, List<IncomingTrack> open) {
        for (OutgoingStream stream : streams) {
            if (stream.source() == null) {
                continue;
            }
            if (open.remove(stream.source())) {
                subscribe(stream.source(), stream);
            } else {
                stream.carry(null);
            }
        }
    }

    private void fill(List<OutgoingStream> streams, List<IncomingTrack> open) {
        for (IncomingTrack track : List.copyOf(open)) {
            OutgoingStream best = null;
            for (OutgoingStream stream : streams) {
                boolean free = stream.source() == null && stream.kind() == track.kind();
                if (free && (best == null || rank(streams, stream, track) > rank(streams, best, track))) {
                    best = stream;
                }
            }
            if (best != null) {
                open.remove(track);
                best.carry(track);
                subscribe(track, best);
            }
        }
    }

    /** Sound and picture of one participant belong in one media stream, so that they are played in step. */
    private static int rank(List<OutgoingStream> streams, OutgoingStream candidate, IncomingTrack track) {
        int rank = 1;
        for (OutgoingStream stream : streams) {
            if (stream.source() != null && stream.streamId().equals(candidate.streamId())) {
                rank = stream.source().owner() == track.owner() ? 2 : 0;
            }
        }
        return rank;
    }

    private void subscribe(IncomingTrack track, OutgoingStream stream) {
        subscribers.computeIfAbsent(track, key -> new ArrayList<>()).add(stream);
    }

    private static int count(List<IncomingTrack> tracks, Kind kind) {
        return (int) tracks.stream().filter(track -> track.kind() == kind).count();
    }
}
