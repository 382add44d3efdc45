package org.sightline.access;

import java.util.Objects;

/**
 * One policy's answer.
 *
 * @param policy the policy's name
 * @param reason one line that an administrator understands
 */
public record Vote(String policy, Choice choice, String reason) {
    public Vote {
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(choice, "choice");
        Objects.requireNonNull(reason, "reason");
    }

    /** One {@code DENY} refuses; else one {@code PERMIT} allows; else it is refused. */
    public enum Choice {
        PERMIT,
        DENY,
        ABSTAIN
    }
}
