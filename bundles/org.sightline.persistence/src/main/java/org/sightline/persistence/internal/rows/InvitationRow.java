package org.sightline.persistence.internal.rows;

import javax.persistence.AttributeOverride;
import javax.persistence.Column;
import javax.persistence.EmbeddedId;
import javax.persistence.Entity;
import javax.persistence.Table;
import org.sightline.calls.CallId;
import org.sightline.calls.Invitation;
import org.sightline.calls.ParticipantRole;

/** An invitation under its token's hash. */
@Entity
@Table(name = "call_invitations")
public class InvitationRow {
    @EmbeddedId
    @AttributeOverride(name = "id", column = @Column(name = "token_hash"))
    private RowKey key;

    @Column(name = "call_id")
    private String call;

    @Column(name = "role")
    private String role;

    @Column(name = "expires_at")
    private long expiresAt;

    @Column(name = "revoked")
    private boolean revoked;

    protected InvitationRow() {}

    public InvitationRow(Invitation invitation) {
        key = new RowKey(invitation.workspace(), invitation.tokenHash());
        call = invitation.call().value();
        role = invitation.role().name();
        expiresAt = Nanos.of(invitation.expiresAt());
        revoked = invitation.revoked();
    }

    public Invitation value() {
        return new Invitation(
                key.workspace(),
                new CallId(call),
                ParticipantRole.valueOf(role),
                key.id(),
                Nanos.instant(expiresAt),
                revoked);
    }
}
