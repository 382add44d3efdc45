package org.sightline.storage.internal.move;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sightline.storage.RegionChange;
import org.sightline.storage.RegionChangeId;
import org.sightline.storage.spi.RegionChangeStore;
import org.sightline.tenancy.WorkspaceId;

/** Rows that the mover and administrators change at the same time. */
final class ChangeRows {
    private static final int MOST_TRIES = 50;

    private final RegionChangeStore store;

    ChangeRows(RegionChangeStore store) {
        this.store = store;
    }

    RegionChangeStore store() {
        return store;
    }

    /** The change that took the place of all others of the workspace. */
    Optional<RegionChange> newest(WorkspaceId workspace) {
        return store.newest(workspace, 1).stream().findFirst();
    }

    /**
     * Changes a row as it is now.
     *
     * @param next empty: it stays
     * @return the row as it is then; empty if there is none
     */
    Optional<RegionChange> change(
            WorkspaceId workspace, RegionChangeId id, Function<RegionChange, Optional<Draft>> next) {
        for (int i = 0; i < MOST_TRIES; i++) {
            Optional<RegionChange> before = store.find(workspace, id);
            Optional<RegionChange> after = before.flatMap(next).map(Draft::next);
            if (after.isEmpty()) {
                return before;
            }
            if (store.update(workspace, after.get())) {
                return after;
            }
        }
        throw new IllegalStateException("the row of " + id + " changes too often");
    }

    /** The changes of a workspace since the last that was done, the newest first. */
    List<RegionChange> sinceLastDone(WorkspaceId workspace) {
        return store.newest(workspace, 200).stream()
                .takeWhile(change -> change.state() != RegionChange.State.DONE)
                .toList();
    }
}
