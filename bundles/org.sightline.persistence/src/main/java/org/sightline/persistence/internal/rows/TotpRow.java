package org.sightline.persistence.internal.rows;

import javax.persistence.Column;
import javax.persistence.EmbeddedId;
import javax.persistence.Entity;
import javax.persistence.Table;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.spi.TotpStore.StoredTotp;

/** The secret of a user's authenticator app, under the user's id. */
@Entity
@Table(name = "user_totp")
public class TotpRow {
    @EmbeddedId
    private RowKey key;

    @Column(name = "secret")
    private String secret;

    @Column(name = "confirmed")
    private boolean confirmed;

    @Column(name = "last_step")
    private long lastStep;

    protected TotpRow() {}

    public TotpRow(WorkspaceId workspace, UserId user) {
        key = new RowKey(workspace, user.value());
        lastStep = Long.MIN_VALUE;
    }

    public void replace(String sealedSecret) {
        secret = sealedSecret;
    }

    public boolean confirmed() {
        return confirmed;
    }

    public StoredTotp value() {
        return new StoredTotp(secret, confirmed);
    }
}
