package org.sightline.audit;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;
import org.sightline.tenancy.Caller;

/** The audit log of each workspace: a hash chain to which entries are only ever added. */
@ProviderType
public interface Audit {

    /**
     * Adds an entry to the log of the caller's workspace; it is durable when this returns. Text that is too long is cut,
     * and harmful characters in it are replaced.
     *
     * @param action past-tense or noun with a dot, for example {@code recording.viewed}; at most 60 of {@code a-z 0-9 . -}
     * @param resource the id of what it was done to; at most 120 characters
     * @param detail at most 20 values of at most 500 characters, by keys of at most 60 of {@code a-z A-Z 0-9 . _ -}; never
     *     a secret, an address or a customer's name
     * @throws IllegalArgumentException if action or detail break these rules
     * @throws AuditException if it cannot be written: the action must then be refused
     */
    AuditEntry record(Caller caller, String action, String resource, Outcome outcome, Map<String, String> detail);

    /**
     * The newest entries of the caller's workspace, newest first.
     *
     * @param beforeSequence only older ones; {@link Long#MAX_VALUE} for the newest
     * @param limit 1 to 500
     */
    List<AuditEntry> list(Caller caller, long beforeSequence, int limit);

    /**
     * Recomputes the whole chain of the caller's workspace and its tree, and holds them against the signed checkpoints in the
     * database and in the file apart from it.
     *
     * @throws AuditException if the log cannot be read, or if there are checkpoints and it cannot be said which key signs
     */
    Verification verify(Caller caller);

    /** How an action went. */
    enum Outcome {
        DONE,
        REFUSED,
        FAILED
    }

    /**
     * The result of a verification.
     *
     * @param entries how many were checked
     * @param firstBroken sequence number of the first entry that does not fit or that no checkpoint vouches for, or -1
     * @param message one line: what was found
     */
    record Verification(boolean intact, long entries, long firstBroken, String message) {}
}
