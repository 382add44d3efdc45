package org.sightline.recording.internal.sealed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.sightline.recording.RecordingId;
import org.sightline.tenancy.WorkspaceId;

/**
 * What a sealed file is: bound into its key commitment and into every record, so that no file and no record can stand in
 * for another. Region, path and key version are left out: moves and rotations re-encrypt nothing.
 */
public record SealedName(WorkspaceId workspace, RecordingId recording, int take) {
    public SealedName {
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(recording, "recording");
        if (take < 1) {
            throw new IllegalArgumentException("takes are numbered from 1");
        }
    }

    /** Unambiguous: both ids have a fixed form. */
    byte[] bytes() {
        byte[] ids = (workspace.value() + "/" + recording.value() + "/").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(ids.length + 4).put(ids).putInt(take).array();
    }
}
