package org.sightline.recording.spi;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.sightline.keys.Keys;
import org.sightline.keys.WrappedKey;
import org.sightline.recording.RecordingId;
import org.sightline.tenancy.WorkspaceId;

/**
 * The wrapped keys in the library, as a rotation sees them: many at once and without takes. Recordings in state FAILED hold
 * nothing that a key could open and are left out everywhere. Each method is one transaction.
 */
@ConsumerType
public interface RecordingKeyStore {

    /** The regions of the workspace's recordings, each once. */
    List<String> regions(WorkspaceId workspace);

    /** How much in this region is not of the current provider and version. */
    Due due(WorkspaceId workspace, String region, Keys.Current current);

    /**
     * Keys in this region that are not of the current provider and version, in the order of their recordings' ids.
     *
     * @param after only of recordings with greater ids
     * @param limit 1 to 10,000
     */
    List<HeldKey> keysDue(
            WorkspaceId workspace, String region, Keys.Current current, Optional<RecordingId> after, int limit);

    /**
     * Replaces each key whose ciphertext and region are still the same, and counts the recording's version up, so that nobody
     * writes the old key back. All in one transaction.
     *
     * @return how many were replaced
     */
    int replace(WorkspaceId workspace, List<Replacement> replacements);

    /**
     * Recordings in this region, in state STORED, whose key is of the current provider and version while their sidecar holds
     * another one; in the order of their ids.
     *
     * @param after only greater ids
     * @param limit 1 to 10,000
     */
    List<RecordingId> sidecarsDue(
            WorkspaceId workspace, String region, Keys.Current current, Optional<RecordingId> after, int limit);

    /**
     * What is not of the current provider and version.
     *
     * @param keys how many keys of recordings
     * @param sidecars how many sidecars of recordings in state STORED, whatever the recording's own key
     */
    record Due(long keys, long sidecars) {}

    /** The wrapped key of a recording. */
    record HeldKey(RecordingId recording, WrappedKey key) {
        public HeldKey {
            Objects.requireNonNull(recording, "recording");
            Objects.requireNonNull(key, "key");
        }
    }

    /**
     * A key in the place of another one.
     *
     * @param region in which the recording must still be
     * @param ciphertext of the key that must still be there
     */
    record Replacement(RecordingId recording, String region, String ciphertext, WrappedKey key) {
        public Replacement {
            Objects.requireNonNull(recording, "recording");
            Objects.requireNonNull(region, "region");
            Objects.requireNonNull(ciphertext, "ciphertext");
            Objects.requireNonNull(key, "key");
        }
    }
}
