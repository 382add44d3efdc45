package org.sightline.persistence.internal.rows;

import javax.persistence.AttributeOverride;
import javax.persistence.Column;
import javax.persistence.EmbeddedId;
import javax.persistence.Entity;
import javax.persistence.Table;
import org.sightline.calls.CallId;
import org.sightline.calls.Consent;
import org.sightline.calls.ConsentRecord;
import org.sightline.calls.ParticipantId;
import org.sightline.calls.ParticipantRole;

/** An answer to the consent question, numbered in its call. */
@Entity
@Table(name = "call_consents")
public class ConsentRow {
    @EmbeddedId
    @AttributeOverride(name = "owner", column = @Column(name = "call_id"))
    private NumberedKey key;

    @Column(name = "participant")
    private String participant;

    @Column(name = "role")
    private String role;

    @Column(name = "consent")
    private String consent;

    @Column(name = "at")
    private long at;

    protected ConsentRow() {}

    public ConsentRow(ConsentRecord answer, int number) {
        key = new NumberedKey(answer.workspace(), answer.call().value(), number);
        participant = answer.participant().value();
        role = answer.role().name();
        consent = answer.consent().name();
        at = Nanos.of(answer.at());
    }

    public ConsentRecord value() {
        return new ConsentRecord(
                key.workspace(),
                new CallId(key.owner()),
                new ParticipantId(participant),
                ParticipantRole.valueOf(role),
                Consent.valueOf(consent),
                Nanos.instant(at));
    }
}
