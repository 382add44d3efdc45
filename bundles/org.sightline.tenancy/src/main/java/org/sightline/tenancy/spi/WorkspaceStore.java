package org.sightline.tenancy.spi;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.sightline.tenancy.Workspace;
import org.sightline.tenancy.WorkspaceId;

/** Keeps workspaces and their settings. Each method is one transaction. */
@ConsumerType
public interface WorkspaceStore {

    /** @return false, changing nothing, if the name is taken */
    boolean insert(Workspace workspace);

    /** The workspace of this id. */
    Optional<Workspace> find(WorkspaceId id);

    /** The name is compared as it is, case included. */
    Optional<Workspace> findByName(String name);

    /** All, by name. */
    List<Workspace> list();

    /** Replaces the display name and region. @return false if there is no such workspace */
    boolean update(Workspace workspace);

    /** Empty if it was never put. */
    Optional<String> setting(WorkspaceId id, String key);

    /** Puts a setting in the place of the one before. */
    void putSetting(WorkspaceId id, String key, String value);
}
