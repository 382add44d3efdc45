package org.sightline.audit.spi;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.sightline.audit.Checkpoint;
import org.sightline.tenancy.WorkspaceId;

/** Keeps the checkpoints beside the chains. */
@ConsumerType
public interface CheckpointStore {

    /**
     * Adds one, unless the workspace has one of that size or a larger one.
     *
     * @return whether it was added
     */
    boolean add(Kept checkpoint);

    /** The largest of a workspace. */
    Optional<Kept> last(WorkspaceId workspace);

    /** Those of more than {@code size} entries, smallest first. */
    List<Checkpoint> after(WorkspaceId workspace, long size, int limit);

    /** The largest ones, largest first. */
    List<Checkpoint> newest(WorkspaceId workspace, int limit);

    /** Every workspace, and the platform, whose chain does not end where its last checkpoint does. */
    List<WorkspaceId> behind();

    /**
     * A checkpoint and where its tree goes on.
     *
     * @param edge the tree's right edge, at most 63 hashes in lower-case hex; not signed, but it must hash to the root
     */
    record Kept(Checkpoint checkpoint, String edge) {}
}
