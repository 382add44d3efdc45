package org.sightline.recording.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;
import org.sightline.events.Event;
import org.sightline.recording.Check;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingId;
import org.sightline.tenancy.WorkspaceId;

/** What the checks of stored recordings have found. Each method is one transaction, in which it also writes the events. */
@ConsumerType
public interface RecordingCheckStore {

    /**
     * Recordings in state STORED whose last check was before this time, or that were never checked: those first, then the
     * one whose check is the oldest.
     *
     * @param except ids that are left out, at most 1,000
     * @param limit 1 to 100
     */
    List<Recording> due(WorkspaceId workspace, Instant before, Set<RecordingId> except, int limit);

    /** How many {@link #due} would find. */
    long countDue(WorkspaceId workspace, Instant before);

    /** As {@link #due}, of every workspace. */
    List<Recording> dueAnywhere(Instant before, Set<RecordingId> except, int limit);

    /**
     * Keeps what a check found in the place of the check before, without counting the recording's version up.
     *
     * @return false, writing nothing, if there is no such recording
     */
    boolean checked(WorkspaceId workspace, RecordingId id, Check check, List<Event> events);

    /** The sum of the checks of recordings in state STORED. */
    Summary summary(WorkspaceId workspace);

    /** Recordings in state STORED whose last check found damage; the newest check first. */
    List<Recording> damaged(WorkspaceId workspace, int limit);

    /**
     * The sum of the checks.
     *
     * @param stored how many recordings are stored
     * @param checked how many have been checked
     * @param damaged how many were not intact at their last check
     * @param oldest the oldest time of a last check; empty if there is none
     */
    record Summary(long stored, long checked, long damaged, Optional<Instant> oldest) {}
}
