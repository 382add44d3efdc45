package org.sightline.access;

import java.util.Objects;

/**
 * How a policy is doing, since it was registered.
 *
 * @param required whether nothing is allowed without it
 * @param votes how often it was asked
 * @param slowVotes how often it was refused for being slow
 * @param failedVotes how often it was refused for throwing or answering nothing
 */
public record PolicyHealth(String name, State state, boolean required, long votes, long slowVotes, long failedVotes) {
    public PolicyHealth {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(state, "state");
    }

    /** What became of its last vote. */
    public enum State {
        /** It counted, or there was none yet. */
        VOTING,
        /** It came too late: the request was refused. */
        SLOW,
        /** It ended in an error: the request was refused. */
        FAILING,
        /** It is required and not registered: every request is refused. */
        MISSING
    }
}
