package org.sightline.recording;

import java.util.Set;

/** The states of a recording and the moves between them. */
public enum RecordingState {
    /** Being written to the spool. */
    RECORDING,
    /** Sealed on the spool, waiting to be stored in its region. */
    SPOOLED,
    /** In its region. */
    STORED,
    /** Nothing of it could be kept. */
    FAILED;

    public Set<RecordingState> next() {
        return switch (this) {
            case RECORDING -> Set.of(SPOOLED, FAILED);
            case SPOOLED -> Set.of(STORED, FAILED);
            case STORED, FAILED -> Set.of();
        };
    }

    public boolean mayBecome(RecordingState state) {
        return next().contains(state);
    }
}
