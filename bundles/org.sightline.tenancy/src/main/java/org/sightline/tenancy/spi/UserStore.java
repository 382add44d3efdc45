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

    /** Empty if it is another workspace's. */
    Optional<User> find(WorkspaceId workspace, UserId id);

    /** The name is compared as it is, case included. */
    Optional<User> findByName(WorkspaceId workspace, String name);

    /** All users of the workspace, by name. */
    List<User> list(WorkspaceId workspace);

    /** Replaces everything but id, workspace, name and creation time. @return false if there is no such user */
    boolean update(User user);

    /** Empty if there is no such user. */
    Optional<String> passwordHash(WorkspaceId workspace, UserId id);

    /** Replaces the hash, at most 200 characters, and whether a change is due; nothing if there is no such user. */
    void putPasswordHash(WorkspaceId workspace, UserId id, String hash, boolean changeDue);
}
