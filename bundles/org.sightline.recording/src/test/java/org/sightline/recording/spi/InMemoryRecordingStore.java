package org.sightline.recording.spi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.sightline.calls.CallId;
import org.sightline.events.Event;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingId;
import org.sightline.recording.RecordingState;
import org.sightline.tenancy.WorkspaceId;

/** A library in memory, for tests. */
public final class InMemoryRecordingStore implements RecordingStore {
    private record Key(WorkspaceId workspace, RecordingId id) {}

    private final Map<Key, Recording> recordings = new LinkedHashMap<>();
    private final List<Event> events = new ArrayList<>();

    /** A store with the same recordings, which goes its own way from now on. */
    public synchronized InMemoryRecordingStore copy() {
        InMemoryRecordingStore copy = new InMemoryRecordingStore();
        copy.recordings.putAll(recordings);
        return copy;
    }

    /** Every event that was written, oldest first. */
    public synchronized List<Event> events() {
        return List.copyOf(events);
    }

    @Override
    public synchronized void insert(WorkspaceId workspace, Recording recording, List<Event> written) {
        if (!workspace.equals(recording.workspace())) {
            throw new IllegalArgumentException("the recording is of another workspace");
        }
        if (recordings.putIfAbsent(new Key(workspace, recording.id()), recording) != null) {
            throw new IllegalStateException("there is a " + recording.id() + " already");
        }
        events.addAll(written);
    }

    @Override
    public synchronized boolean update(WorkspaceId workspace, Recording recording, List<Event> written) {
        Recording stored = recordings.get(new Key(workspace, recording.id()));
        if (stored == null || stored.version() != recording.version() - 1) {
            return false;
        }
        recordings.put(new Key(workspace, recording.id()), recording);
        events.addAll(written);
        return true;
    }

    @Override
    public synchronized Optional<Recording> find(WorkspaceId workspace, RecordingId id) {
        return Optional.ofNullable(recordings.get(new Key(workspace, id)));
    }

    @Override
    public synchronized List<Recording> newest(WorkspaceId workspace, Optional<CallId> call, int limit) {
        return all().filter(recording -> recording.workspace().equals(workspace))
                .filter(recording -> call.isEmpty() || call.get().equals(recording.call()))
                .sorted(Comparator.comparing(Recording::startedAt)
                        .thenComparing(recording -> recording.id().value())
                        .reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<Recording> unfinished() {
        return all().filter(recording ->
                        recording.state() == RecordingState.RECORDING || recording.state() == RecordingState.SPOOLED)
                .toList();
    }

    private Stream<Recording> all() {
        return List.copyOf(recordings.values()).stream();
    }
}
