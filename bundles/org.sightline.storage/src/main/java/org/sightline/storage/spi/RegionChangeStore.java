package org.sightline.storage.spi;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ConsumerType;
import org.sightline.storage.RegionChange;
import org.sightline.storage.RegionChangeId;
import org.sightline.tenancy.WorkspaceId;

/** Keeps region changes. Each method is one transaction. */
@ConsumerType
public interface RegionChangeStore {

    void insert(WorkspaceId workspace, RegionChange change);

    /**
     * Replaces a change if its stored version is {@code change.version() - 1}.
     *
     * @return false, changing nothing, if it is not
     */
    boolean update(WorkspaceId workspace, RegionChange change);

    Optional<RegionChange> find(WorkspaceId workspace, RegionChangeId id);

    /** Newest first. */
    List<RegionChange> newest(WorkspaceId workspace, int limit);

    /** Those in state RUNNING or PAUSED, of every workspace: what a restart takes up. */
    List<RegionChange> unfinished();

    /**
     * Notes that an object has been copied to the new region, read back and compared. One that is noted already for this
     * change, by its path, is replaced.
     */
    void noteMoved(WorkspaceId workspace, RegionChangeId id, MovedObject moved);

    /**
     * Hands over all that was noted for a change, ordered by path as {@link String#compareTo} orders, however much it is: in
     * bounded memory, and in several transactions if need be. The visitor is called outside of any: it may use stores itself.
     */
    void scanMoved(WorkspaceId workspace, RegionChangeId id, Consumer<MovedObject> visitor);
}
