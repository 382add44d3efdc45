package org.sightline.recording.spi;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;
import org.sightline.calls.CallId;
import org.sightline.events.Event;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingId;
import org.sightline.tenancy.WorkspaceId;

/** Keeps the library. Each method is one transaction, in which it also writes the events. */
@ConsumerType
public interface RecordingStore {

    /** Adds a recording, which has no {@link Recording#check} yet. */
    void insert(WorkspaceId workspace, Recording recording, List<Event> events);

    /**
     * Replaces a recording with its takes and pauses if its stored version is {@code recording.version() - 1}. What the last
     * check found stays as it is stored, whatever the recording says: {@link RecordingCheckStore} keeps that.
     *
     * @return false, changing nothing, if it is not
     */
    boolean update(WorkspaceId workspace, Recording recording, List<Event> events);

    Optional<Recording> find(WorkspaceId workspace, RecordingId id);

    /** Newest first. */
    List<Recording> newest(WorkspaceId workspace, Optional<CallId> call, int limit);

    /** Those in state RECORDING or SPOOLED, of every workspace: what a restart must finish. */
    List<Recording> unfinished();

    /**
     * Those whose region is another one, except those in state FAILED, which hold nothing: by their start, the oldest first.
     *
     * @param except ids that are left out, at most 1,000
     * @param limit 1 to 1,000
     */
    List<RecordingId> outside(WorkspaceId workspace, String region, Set<RecordingId> except, int limit);

    /** How much {@link #outside} would find. */
    Outside amountOutside(WorkspaceId workspace, String region);

    /**
     * What does not lie in a region.
     *
     * @param recordings how many, in any state but FAILED
     * @param unready how many of them are not STORED yet
     * @param objects how many objects they have stored: takes and sidecars
     * @param bytes of these objects
     */
    record Outside(long recordings, long unready, long objects, long bytes) {}
}
