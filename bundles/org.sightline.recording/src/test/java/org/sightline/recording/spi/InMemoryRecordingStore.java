package org.sightline.recording.spi;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.sightline.calls.CallId;
import org.sightline.events.Event;
import org.sightline.keys.Keys;
import org.sightline.keys.WrappedKey;
import org.sightline.recording.Check;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingId;
import org.sightline.recording.RecordingState;
import org.sightline.storage.StoredObject;
import org.sightline.tenancy.WorkspaceId;

/** A library in memory, for tests. */
public final class InMemoryRecordingStore implements RecordingStore, RecordingKeyStore, RecordingCheckStore {
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
        Recording unchecked = with(recording, recording.key(), Optional.empty(), recording.version());
        if (recordings.putIfAbsent(new Key(workspace, recording.id()), unchecked) != null) {
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
        recordings.put(
                new Key(workspace, recording.id()),
                with(recording, recording.key(), stored.check(), recording.version()));
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

    @Override
    public synchronized List<RecordingId> outside(
            WorkspaceId workspace, String region, Set<RecordingId> except, int limit) {
        return outside(workspace, region)
                .filter(recording -> !except.contains(recording.id()))
                .sorted(Comparator.comparing(Recording::startedAt)
                        .thenComparing(recording -> recording.id().value()))
                .limit(limit)
                .map(Recording::id)
                .toList();
    }

    @Override
    public synchronized Outside amountOutside(WorkspaceId workspace, String region) {
        List<Recording> found = outside(workspace, region).toList();
        List<StoredObject> objects = found.stream()
                .flatMap(recording -> recording.objects().stream())
                .toList();
        return new Outside(
                found.size(),
                found.stream()
                        .filter(recording -> recording.state() != RecordingState.STORED)
                        .count(),
                objects.size(),
                objects.stream().mapToLong(StoredObject::length).sum());
    }

    private Stream<Recording> outside(WorkspaceId workspace, String region) {
        return holding(workspace).filter(recording -> !recording.region().equals(region));
    }

    @Override
    public synchronized List<String> regions(WorkspaceId workspace) {
        return holding(workspace).map(Recording::region).distinct().toList();
    }

    @Override
    public synchronized Due due(WorkspaceId workspace, String region, Keys.Current current) {
        return new Due(
                in(workspace, region)
                        .filter(recording -> !current(recording, current))
                        .count(),
                in(workspace, region)
                        .filter(recording -> recording.state() == RecordingState.STORED)
                        .filter(recording -> staleSidecar(recording, current))
                        .count());
    }

    @Override
    public synchronized List<HeldKey> keysDue(
            WorkspaceId workspace, String region, Keys.Current current, Optional<RecordingId> after, int limit) {
        return byId(in(workspace, region).filter(recording -> !current(recording, current)), after)
                .limit(limit)
                .map(recording -> new HeldKey(recording.id(), recording.key()))
                .toList();
    }

    @Override
    public synchronized int replace(WorkspaceId workspace, List<Replacement> replacements) {
        int replaced = 0;
        for (Replacement replacement : replacements) {
            Recording stored = recordings.get(new Key(workspace, replacement.recording()));
            if (stored != null
                    && stored.region().equals(replacement.region())
                    && stored.key().ciphertext().equals(replacement.ciphertext())) {
                recordings.put(
                        new Key(workspace, stored.id()),
                        with(stored, replacement.key(), stored.check(), stored.version() + 1));
                replaced++;
            }
        }
        return replaced;
    }

    @Override
    public synchronized List<RecordingId> sidecarsDue(
            WorkspaceId workspace, String region, Keys.Current current, Optional<RecordingId> after, int limit) {
        return byId(
                        in(workspace, region)
                                .filter(recording -> recording.state() == RecordingState.STORED)
                                .filter(recording -> current(recording, current) && staleSidecar(recording, current)),
                        after)
                .limit(limit)
                .map(Recording::id)
                .toList();
    }

    private static Stream<Recording> byId(Stream<Recording> recordings, Optional<RecordingId> after) {
        return recordings
                .filter(recording -> after.isEmpty()
                        || recording.id().value().compareTo(after.get().value()) > 0)
                .sorted(Comparator.comparing(recording -> recording.id().value()));
    }

    private static boolean current(Recording recording, Keys.Current current) {
        return recording.key().provider().equals(current.provider())
                && recording.key().version().equals(current.version());
    }

    private static boolean staleSidecar(Recording recording, Keys.Current current) {
        return recording
                .sidecar()
                .filter(sidecar -> !sidecar.keyProvider().equals(current.provider())
                        || !sidecar.keyVersion().equals(current.version()))
                .isPresent();
    }

    @Override
    public synchronized List<Recording> due(WorkspaceId workspace, Instant before, Set<RecordingId> except, int limit) {
        return dueBefore(before, except)
                .filter(recording -> recording.workspace().equals(workspace))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized long countDue(WorkspaceId workspace, Instant before) {
        return dueBefore(before, Set.of())
                .filter(recording -> recording.workspace().equals(workspace))
                .count();
    }

    @Override
    public synchronized List<Recording> dueAnywhere(Instant before, Set<RecordingId> except, int limit) {
        return dueBefore(before, except).limit(limit).toList();
    }

    private Stream<Recording> dueBefore(Instant before, Set<RecordingId> except) {
        return all().filter(recording -> recording.state() == RecordingState.STORED)
                .filter(recording -> !except.contains(recording.id()))
                .filter(recording -> recording
                        .check()
                        .filter(check -> !check.at().isBefore(before))
                        .isEmpty())
                .sorted(Comparator.comparing(
                        recording -> recording.check().map(Check::at).orElse(Instant.MIN)));
    }

    @Override
    public synchronized boolean checked(WorkspaceId workspace, RecordingId id, Check check, List<Event> written) {
        Recording stored = recordings.get(new Key(workspace, id));
        if (stored == null) {
            return false;
        }
        recordings.put(new Key(workspace, id), with(stored, stored.key(), Optional.of(check), stored.version()));
        events.addAll(written);
        return true;
    }

    @Override
    public synchronized Summary summary(WorkspaceId workspace) {
        List<Recording> stored = holding(workspace)
                .filter(recording -> recording.state() == RecordingState.STORED)
                .toList();
        List<Check> checks =
                stored.stream().flatMap(recording -> recording.check().stream()).toList();
        return new Summary(
                stored.size(),
                checks.size(),
                checks.stream().filter(check -> !check.intact()).count(),
                checks.stream().map(Check::at).min(Comparator.naturalOrder()));
    }

    @Override
    public synchronized List<Recording> damaged(WorkspaceId workspace, int limit) {
        return holding(workspace)
                .filter(recording -> recording.state() == RecordingState.STORED)
                .filter(recording ->
                        recording.check().filter(check -> !check.intact()).isPresent())
                .sorted(Comparator.comparing((Recording recording) ->
                                recording.check().orElseThrow().at())
                        .reversed())
                .limit(limit)
                .toList();
    }

    private Stream<Recording> holding(WorkspaceId workspace) {
        return all().filter(recording -> recording.workspace().equals(workspace))
                .filter(recording -> recording.state() != RecordingState.FAILED);
    }

    private Stream<Recording> in(WorkspaceId workspace, String region) {
        return holding(workspace).filter(recording -> recording.region().equals(region));
    }

    private Stream<Recording> all() {
        return List.copyOf(recordings.values()).stream();
    }

    private static Recording with(Recording recording, WrappedKey key, Optional<Check> check, long version) {
        return new Recording(
                recording.id(),
                recording.workspace(),
                recording.call(),
                recording.technician(),
                recording.region(),
                recording.state(),
                recording.startedAt(),
                recording.endedAt(),
                key,
                recording.sidecar(),
                recording.takes(),
                recording.pauses(),
                check,
                version);
    }
}
