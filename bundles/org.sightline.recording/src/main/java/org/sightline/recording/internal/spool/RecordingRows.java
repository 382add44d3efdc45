package org.sightline.recording.internal.spool;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.sightline.events.Event;
import org.sightline.events.Events;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingId;
import org.sightline.recording.spi.RecordingStore;
import org.sightline.tenancy.WorkspaceId;

/** Changes rows of the library so that no change is lost to another one made at the same time. */
public final class RecordingRows {
    private static final int ATTEMPTS = 10;

    private final RecordingStore store;
    private final Events events;

    public RecordingRows(RecordingStore store, Events events) {
        this.store = store;
        this.events = events;
    }

    public void insert(Recording recording, Event event) {
        store.insert(recording.workspace(), recording, List.of(event));
        events.wake();
    }

    public Optional<Recording> find(WorkspaceId workspace, RecordingId id) {
        return store.find(workspace, id);
    }

    public List<Recording> unfinished() {
        return store.unfinished();
    }

    /** Applies a change to the newest version. */
    public Recording change(WorkspaceId workspace, RecordingId id, UnaryOperator<Recording> change) {
        return change(workspace, id, change, changed -> List.of());
    }

    /** Applies a change to the newest version and writes its events with it. */
    public Recording change(
            WorkspaceId workspace,
            RecordingId id,
            UnaryOperator<Recording> change,
            Function<Recording, List<Event>> happened) {
        return changeIf(workspace, id, current -> Optional.of(change.apply(current)), happened)
                .orElseThrow();
    }

    /** The same unless the change is empty for the newest version: then it is empty, too. */
    public Optional<Recording> changeIf(
            WorkspaceId workspace,
            RecordingId id,
            Function<Recording, Optional<Recording>> change,
            Function<Recording, List<Event>> happened) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Recording current =
                    store.find(workspace, id).orElseThrow(() -> new IllegalStateException(id + " has no row"));
            Optional<Recording> changed = change.apply(current);
            if (changed.isEmpty()) {
                return changed;
            }
            List<Event> written = happened.apply(changed.get());
            if (store.update(workspace, changed.get(), written)) {
                if (!written.isEmpty()) {
                    events.wake();
                }
                return changed;
            }
        }
        throw new IllegalStateException(id + " is changed by others all the time");
    }
}
