package org.sightline.recording;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.sightline.access.Decision;
import org.sightline.calls.CallId;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.UserId;

/** The recordings of the caller's workspace. Every method asks the access bundle first. */
@ProviderType
public interface Recordings {

    /**
     * The newest recordings, newest first.
     *
     * @param call only those of this call
     * @param limit 1 to 200
     */
    List<Recording> list(Caller caller, Optional<CallId> call, int limit);

    /** @throws org.sightline.access.NotFoundException if there is none in the caller's workspace */
    Recording get(Caller caller, RecordingId id);

    /**
     * Opens a take for watching: authorised and audited as one viewing.
     *
     * @throws org.sightline.access.AccessDeniedException if the review policy refuses
     * @throws RecordingException {@code not-ready}, {@code storage-unavailable}, {@code key-unavailable}, {@code damaged}
     */
    Playback open(Caller caller, RecordingId id, int take);

    /** The times of a take's keyframes, in milliseconds from its start: what {@link #still} can show. */
    List<Long> keyframes(Caller caller, RecordingId id, int take);

    /**
     * The picture at or before a time of a take, as a WebP image; empty if its codec has none (H.264).
     *
     * @throws RecordingException as {@link #open}
     */
    Optional<byte[]> still(Caller caller, RecordingId id, int take, long millis);

    /** Whether a user of the workspace may watch it, and why. */
    Decision explain(Caller caller, RecordingId id, UserId user);

    /** Reads every byte of every take through decryption. */
    Verification verify(Caller caller, RecordingId id);

    /**
     * The result of a verification.
     *
     * @param records how many sealed records were checked
     * @param message one line: what was found
     */
    record Verification(boolean intact, int takes, long records, long bytes, String message) {}
}
