package org.sightline.recording.spi;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.sightline.calls.CallId;
import org.sightline.events.Event;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingId;
import org.sightline.tenancy.WorkspaceId;

/** Keeps the library. Each method is one transaction, in which it also writes the events. */
@ConsumerType
public interface RecordingStore {

    void insert(WorkspaceId workspace, Recording recording, List<Event> events);

    /**
     * Replaces a recording with its takes and pauses if its stored version is {@code recording.version() - 1}.
     *
     * @return false, changing nothing, if it is not
     */
    boolean update(WorkspaceId workspace, Recording recording, List<Event> events);

    Optional<Recording> find(WorkspaceId workspace, RecordingId id);

    /** Newest first. */
    List<Recording> newest(WorkspaceId workspace, Optional<CallId> call, int limit);

    /** Those in state RECORDING or SPOOLED, of every workspace: what a restart must finish. */
    List<Recording> unfinished();
}
