package org.sightline.persistence.internal.rows;

import javax.persistence.Column;
import javax.persistence.EmbeddedId;
import javax.persistence.Entity;
import javax.persistence.Table;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.spi.SessionStore.StoredSession;

/** A session under its token's hash. */
@Entity
@Table(name = "sessions")
public class SessionRow {
    @EmbeddedId
    private RowKey key;

    @Column(name = "token_hash")
    private String tokenHash;

    @Column(name = "user_id")
    private String user;

    @Column(name = "signed_in_at")
    private long signedInAt;

    @Column(name = "last_used_at")
    private long lastUsedAt;

    protected SessionRow() {}

    public SessionRow(StoredSession session) {
        key = new RowKey(session.workspace(), session.id());
        tokenHash = session.tokenHash();
        user = session.user().value();
        signedInAt = Nanos.of(session.signedInAt());
        lastUsedAt = Nanos.of(session.lastUsedAt());
    }

    public StoredSession value() {
        return new StoredSession(
                key.workspace(),
                key.id(),
                tokenHash,
                new UserId(user),
                Nanos.instant(signedInAt),
                Nanos.instant(lastUsedAt));
    }
}
