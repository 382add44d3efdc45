package org.sightline.calls.internal;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.sightline.tenancy.WorkspaceId;

/**
 * What a link carries: the workspace's id, so that the invitation is looked for in one workspace only, and 20 random
 * bytes, in base64url.
 */
final class InvitationToken {
    private static final int RANDOM_BYTES = 20;
    private static final int LENGTH = 48; // of 36 bytes in base64

    private InvitationToken() {}

    static String fresh(WorkspaceId workspace) {
        UUID id = UUID.fromString(workspace.value().substring("ws_".length()));
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * 2 + RANDOM_BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .put(Secret.random(RANDOM_BYTES));
        return Secret.text(bytes.array());
    }

    /** The workspace whose link it claims to be; empty if it cannot be a token. */
    static Optional<WorkspaceId> workspaceOf(String token) {
        if (token == null || token.length() != LENGTH) {
            return Optional.empty();
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(token));
            return Optional.of(new WorkspaceId("ws_" + new UUID(bytes.getLong(), bytes.getLong())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
