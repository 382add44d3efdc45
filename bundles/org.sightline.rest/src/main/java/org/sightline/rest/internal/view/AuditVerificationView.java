package org.sightline.rest.internal.view;

import io.swagger.v3.oas.annotations.media.Schema;
import org.sightline.audit.Audit;

/** What a verification of the audit log found. */
@Schema(name = "AuditVerification")
public record AuditVerificationView(boolean intact, long entries, long firstBroken, String message) {

    public static AuditVerificationView of(Audit.Verification found) {
        return new AuditVerificationView(found.intact(), found.entries(), found.firstBroken(), found.message());
    }
}
