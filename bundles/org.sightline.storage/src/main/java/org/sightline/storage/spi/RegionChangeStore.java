package org.sightline.storage.spi;

import java.util.List;
import java.util.Optional;
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
}
