package org.sightline.rest.internal.resource;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import org.sightline.access.Action;
import org.sightline.audit.Audit;
import org.sightline.rest.internal.problem.ProblemException;
import org.sightline.rest.internal.session.Visitor;
import org.sightline.rest.internal.view.AuditEntryView;
import org.sightline.rest.internal.view.AuditVerificationView;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Users;

/** The audit log of the workspace. */
@Path("v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit")
public final class AuditResource {
    private final Guard guard;
    private final Audit audit;
    private final Users users;

    public AuditResource(Guard guard, Audit audit, Users users) {
        this.guard = guard;
        this.audit = audit;
        this.users = users;
    }

    @GET
    @Operation(operationId = "listAudit", summary = "The newest entries of the audit log, newest first")
    public List<AuditEntryView> list(
            @Parameter(description = "Only entries with a smaller sequence number") @QueryParam("before") String before,
            @Parameter(description = "1 to 500; 100 if left out") @QueryParam("limit") String limit,
            @Parameter(hidden = true) @Context Visitor visitor) {
        long older = before(before);
        int most = Input.limit(limit, 100, 500);
        Caller caller = guard.require(visitor, Action.AUDIT_VIEW);
        Map<String, String> names = PeopleNames.of(users, caller);
        return audit.list(caller, older, most).stream()
                .map(entry -> AuditEntryView.of(entry, names.get(entry.subject())))
                .toList();
    }

    @GET
    @Path("verification")
    @Operation(operationId = "verifyAudit", summary = "Recomputes the audit log's chain and says whether it is intact")
    public AuditVerificationView verify(@Parameter(hidden = true) @Context Visitor visitor) {
        return AuditVerificationView.of(audit.verify(guard.require(visitor, Action.AUDIT_VIEW)));
    }

    private static long before(String text) {
        if (text == null) {
            return Long.MAX_VALUE;
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw new ProblemException("invalid-before", "before: a sequence number", "before");
        }
        return Long.parseLong(text);
    }
}
