package org.sightline.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.sightline.tenancy.WorkspaceId;

/**
 * A change of a workspace's region: what is asked, how far it has come, what came of it.
 *
 * @param from the workspace's region before
 * @param to its region since the change began
 * @param requestedBy the caller's subject
 * @param total what had to move when it began
 * @param moved what has been copied, read back, switched and erased at its source since
 * @param bytesPerSecond the most that is copied in a second; 0: as fast as it goes
 * @param message one line for the administrator, at most {@value #LONGEST_MESSAGE} characters: what it does now, or what
 *     holds it back
 * @param pauses how often and how long it has rested
 * @param report the signed report; empty until it is {@link State#DONE}
 * @param version counts the changes: a store refuses to overwrite a newer version
 */
public record RegionChange(
        RegionChangeId id,
        WorkspaceId workspace,
        String from,
        String to,
        String requestedBy,
        State state,
        Amount total,
        Amount moved,
        long bytesPerSecond,
        String message,
        Pauses pauses,
        Instant startedAt,
        Optional<Instant> endedAt,
        Optional<SignedReport> report,
        long version) {
    /** The most characters of {@link #message()}. */
    public static final int LONGEST_MESSAGE = 300;

    public RegionChange {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(requestedBy, "requestedBy");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(total, "total");
        Objects.requireNonNull(moved, "moved");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(pauses, "pauses");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(endedAt, "endedAt");
        Objects.requireNonNull(report, "report");
        if (bytesPerSecond < 0) {
            throw new IllegalArgumentException("bytesPerSecond: 0 or more");
        }
        if (message.length() > LONGEST_MESSAGE) {
            message = message.substring(0, LONGEST_MESSAGE);
        }
    }

    /** The states of a change and the moves between them. */
    public enum State {
        /** It moves what is kept, in the background. */
        RUNNING,
        /** It rests where it is; new recordings go to the new region. */
        PAUSED,
        /** Nothing of the workspace is left outside its region. */
        DONE,
        /** A later change took its place; that one moves the rest. */
        SUPERSEDED;

        public Set<State> next() {
            return switch (this) {
                case RUNNING -> Set.of(PAUSED, DONE, SUPERSEDED);
                case PAUSED -> Set.of(RUNNING, SUPERSEDED);
                case DONE, SUPERSEDED -> Set.of();
            };
        }

        public boolean mayBecome(State state) {
            return next().contains(state);
        }
    }

    /**
     * The rests of a change.
     *
     * @param count how many, the present one included
     * @param total how long those that are over have lasted, to the millisecond
     * @param since when the present one began; empty unless it rests now
     */
    public record Pauses(int count, Duration total, Optional<Instant> since) {
        public static final Pauses NONE = new Pauses(0, Duration.ZERO, Optional.empty());

        public Pauses {
            Objects.requireNonNull(total, "total");
            Objects.requireNonNull(since, "since");
        }

        /** One more begins; nothing changes if it rests already. */
        public Pauses begin(Instant now) {
            return since.isPresent() ? this : new Pauses(count + 1, total, Optional.of(now));
        }

        /** The present one is over; nothing changes if there is none. */
        public Pauses end(Instant now) {
            return since.map(start -> new Pauses(count, total.plus(Duration.between(start, now)), Optional.empty()))
                    .orElse(this);
        }
    }

    /** How much: objects and their bytes. */
    public record Amount(long objects, long bytes) {
        public static final Amount NONE = new Amount(0, 0);

        public Amount plus(Amount other) {
            return new Amount(objects + other.objects, bytes + other.bytes);
        }
    }

    /**
     * What was moved and what was found afterwards, so that a third party can check it without the platform.
     *
     * @param content a JSON document, byte for byte as it was signed
     * @param algorithm of the signature, {@code Ed25519}
     * @param publicKey base64 of the X.509 SubjectPublicKeyInfo
     * @param signature base64, over the UTF-8 bytes of {@code content}
     */
    public record SignedReport(String content, String algorithm, String publicKey, String signature) {}
}
