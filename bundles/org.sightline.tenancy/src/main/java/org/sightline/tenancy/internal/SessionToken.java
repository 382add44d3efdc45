package org.sightline.tenancy.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.sightline.tenancy.User;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.spi.SessionStore;
import org.sightline.tenancy.spi.SessionStore.StoredSession;

/**
 * The workspace's id and 32 random bytes, in base64url.
 *
 * @param text what the browser keeps
 */
record SessionToken(WorkspaceId workspace, String text) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{64}"); // 48 bytes
    private static final SecureRandom RANDOM = new SecureRandom();

    static SessionToken fresh(WorkspaceId workspace) {
        UUID id = UUID.fromString(workspace.value().substring(3));
        byte[] secret = new byte[32];
        RANDOM.nextBytes(secret);
        byte[] bytes = ByteBuffer.allocate(48)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .put(secret)
                .array();
        return new SessionToken(workspace, Base64.getUrlEncoder().encodeToString(bytes));
    }

    static Optional<SessionToken> parse(String text) {
        if (text == null || !FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
        UUID id = new UUID(bytes.getLong(), bytes.getLong());
        return Optional.of(new SessionToken(new WorkspaceId("ws_" + id), text));
    }

    /** Lower-case hex SHA-256; the token has 256 random bits, so it needs no salt. */
    String hash() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /** Ends a user's sessions but the one of this token. */
    static void endOthers(SessionStore sessions, User user, Optional<String> token) {
        String kept = token.flatMap(SessionToken::parse).map(SessionToken::hash).orElse("");
        for (StoredSession session : sessions.ofUser(user.workspace(), user.id())) {
            if (!session.tokenHash().equals(kept)) {
                sessions.delete(user.workspace(), session.id());
            }
        }
    }

    @Override
    public String toString() {
        return "SessionToken[" + workspace + "]";
    }
}
