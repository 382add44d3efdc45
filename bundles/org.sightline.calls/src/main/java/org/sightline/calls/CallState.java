package org.sightline.calls;

import java.util.Set;

/** The states of a call and the moves between them. */
public enum CallState {
    /** Nobody has come yet. */
    CREATED,
    /** Somebody waits for the other side. */
    RINGING,
    /** The technician's side and the customer are both connected. */
    LIVE,
    ENDED;

    /** The states that may follow this one. */
    public Set<CallState> next() {
        return switch (this) {
            case CREATED -> Set.of(RINGING, ENDED);
            case RINGING -> Set.of(LIVE, CREATED, ENDED);
            case LIVE -> Set.of(ENDED);
            case ENDED -> Set.of();
        };
    }

    public boolean mayBecome(CallState state) {
        return next().contains(state);
    }
}
