package org.sightline.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import org.sightline.audit.AuditEntry;

/**
 * An entry of the audit log.
 *
 * @param subjectName the user's name as it is now, if the subject is a user
 */
@Schema(name = "AuditEntry")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditEntryView(
        long sequence,
        Instant at,
        String subject,
        String subjectName,
        String action,
        String resource,

        @Schema(allowableValues = {"done", "refused", "failed"})
        String outcome,

        Map<String, String> detail) {

    public static AuditEntryView of(AuditEntry entry, String subjectName) {
        return new AuditEntryView(
                entry.sequence(),
                entry.at(),
                entry.subject(),
                subjectName,
                entry.action(),
                entry.resource(),
                Lower.text(entry.outcome()),
                entry.detail());
    }
}
