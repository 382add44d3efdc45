package org.sightline.tenancy.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.WorkspaceId;

/** Keeps sessions by the hash of their token. Each method is one transaction. */
@ConsumerType
public interface SessionStore {

    /**
     * A stored session.
     *
     * @param tokenHash lower-case hex SHA-256 of the token
     */
    record StoredSession(
            WorkspaceId workspace, String id, String tokenHash, UserId user, Instant signedInAt, Instant lastUsedAt) {}

    /** Keeps a new session. */
    void insert(StoredSession session);

    /** Empty if it is another workspace's. */
    Optional<StoredSession> findByTokenHash(WorkspaceId workspace, String tokenHash);

    /** In the order in which they were signed in. */
    List<StoredSession> ofUser(WorkspaceId workspace, UserId user);

    /** Moves the time of last use; nothing if there is no such session. */
    void touch(WorkspaceId workspace, String id, Instant lastUsedAt);

    /** Nothing if there is no such session. */
    void delete(WorkspaceId workspace, String id);

    /** @return how many there were */
    int deleteOfUser(WorkspaceId workspace, UserId user);

    /** Deletes sessions last used or signed in before these times, in every workspace. @return how many */
    int deleteExpired(Instant lastUsedBefore, Instant signedInBefore);
}
