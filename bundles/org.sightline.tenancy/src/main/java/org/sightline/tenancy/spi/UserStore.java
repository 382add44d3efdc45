package org.sightline.tenancy.spi;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.sightline.tenancy.User;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.WorkspaceId;

/** Keeps users and their password hashes. Each method is one transaction. */
@ConsumerType
public interface UserStore {

    /** @return false, changing nothing, if the name is taken in the workspace */
    boolean insert(User user, String passwordHash);

    Optional<User> find(WorkspaceId workspace, UserId id);

    Optional<User> findByName(WorkspaceId workspace, String name);

    /** All users of the workspace, by name. */
    List<User> list(WorkspaceId workspace);

    /** Replaces everything but id, workspace, name and creation time. @return false if there is no such user */
    boolean update(User user);

    Optional<String> passwordHash(WorkspaceId workspace, UserId id);

    void putPasswordHash(WorkspaceId workspace, UserId id, String hash, boolean changeDue);
}
