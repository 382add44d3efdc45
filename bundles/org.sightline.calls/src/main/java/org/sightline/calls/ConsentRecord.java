package org.sightline.calls;

import java.time.Instant;
import java.util.Objects;
import org.sightline.tenancy.WorkspaceId;

/** That a participant answered the consent question, kept for as long as the call is. */
public record ConsentRecord(
        WorkspaceId workspace,
        CallId call,
        ParticipantId participant,
        ParticipantRole role,
        Consent consent,
        Instant at) {
    public ConsentRecord {
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(call, "call");
        Objects.requireNonNull(participant, "participant");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(consent, "consent");
        Objects.requireNonNull(at, "at");
    }
}
