package org.sightline.recording;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.sightline.tenancy.Caller;

/**
 * The integrity of what is stored: every stored recording is read through decryption again and again in the background, the
 * one whose last check is the oldest first. Every method asks the access bundle first.
 */
@ProviderType
public interface IntegrityChecks {

    /** What the checks of the caller's workspace have found so far. */
    Findings findings(Caller caller);

    /**
     * Begins to check every stored recording of the caller's workspace now, at the configured rate. If that is being done
     * already, the running one goes on.
     *
     * @throws RecordingException {@code checks-off} if the configured rate is 0
     */
    Progress begin(Caller caller);

    /**
     * What the checks have found.
     *
     * @param stored how many recordings are stored
     * @param checked how many of them have been checked at least once
     * @param damaged how many of them were not intact when they were last checked
     * @param oldest when the one was checked whose check is the oldest; empty if there is none
     * @param worst the newest findings of damage, at most 200
     * @param progress of the check that {@link #begin} began last since the platform started; empty if there was none
     */
    record Findings(
            long stored,
            long checked,
            long damaged,
            Optional<Instant> oldest,
            List<Damaged> worst,
            Optional<Progress> progress) {
        public Findings {
            worst = List.copyOf(worst);
        }
    }

    /** A recording that is not what was written. */
    record Damaged(RecordingId recording, Check check) {}

    /**
     * How far a check of the whole workspace has come.
     *
     * @param due how many recordings it had to check when it began
     * @param checked how many it has checked since
     * @param damaged how many of these were not intact
     * @param unreadable how many cannot be checked at present, because their storage or key does not answer
     * @param done whether it has been through all
     */
    record Progress(Instant startedAt, long due, long checked, long damaged, long unreadable, boolean done) {}
}
