package org.sightline.recording.internal.library;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.sightline.recording.IntegrityChecks.Progress;
import org.sightline.recording.RecordingId;
import org.sightline.tenancy.WorkspaceId;

/** A check of a whole workspace that somebody has asked for. */
final class WorkspaceCheck {
    private final WorkspaceId workspace;
    private final Instant startedAt;
    private final long due;
    private final Set<RecordingId> unreadable = new HashSet<>();
    private long checked;
    private long damaged;
    private boolean done;

    WorkspaceCheck(WorkspaceId workspace, Instant startedAt, long due) {
        this.workspace = workspace;
        this.startedAt = startedAt;
        this.due = due;
    }

    WorkspaceId workspace() {
        return workspace;
    }

    Instant startedAt() {
        return startedAt;
    }

    synchronized Set<RecordingId> unreadable() {
        return Set.copyOf(unreadable);
    }

    /** @param intact empty if that cannot be told now */
    synchronized void found(RecordingId id, Optional<Boolean> intact) {
        if (intact.isEmpty()) {
            unreadable.add(id);
            return;
        }
        checked++;
        damaged += intact.get() ? 0 : 1;
    }

    synchronized void end() {
        done = true;
    }

    synchronized Progress progress() {
        return new Progress(startedAt, due, checked, damaged, unreadable.size(), done);
    }
}
