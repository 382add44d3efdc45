package org.sightline.calls;

import java.time.Instant;
import java.util.Objects;
import org.sightline.tenancy.WorkspaceId;

/**
 * The right to join one call in one role, held by whoever has the link.
 *
 * @param tokenHash lower-case hex SHA-256 of the token in the link
 */
public record Invitation(
        WorkspaceId workspace,
        CallId call,
        ParticipantRole role,
        String tokenHash,
        Instant expiresAt,
        boolean revoked) {
    public Invitation {
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(call, "call");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(tokenHash, "tokenHash");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }
}
