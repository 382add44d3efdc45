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

    Optional<Workspace> find(WorkspaceId id);

    Optional<Workspace> findByName(String name);

    /** All, by name. */
    List<Workspace> list();

    /** Replaces the display name and region. @return false if there is no such workspace */
    boolean update(Workspace workspace);

    Optional<String> setting(WorkspaceId id, String key);

    void putSetting(WorkspaceId id, String key, String value);
}
