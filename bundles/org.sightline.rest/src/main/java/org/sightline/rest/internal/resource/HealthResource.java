package org.sightline.rest.internal.resource;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.sightline.access.PolicyHealth;
import org.sightline.media.Rooms;
import org.sightline.rest.internal.session.Open;
import org.sightline.rest.internal.view.HealthView;
import org.sightline.rest.internal.view.HealthView.Check;
import org.sightline.storage.Storage;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.Workspaces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the platform can hold and record a call, for balancers and monitors. It says nothing about why not. */
@Path("v1/health")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Platform")
public final class HealthResource {
    private static final Logger LOG = LoggerFactory.getLogger(HealthResource.class);
    private static final long LASTS = Duration.ofSeconds(2).toNanos();

    private final Guard guard;
    private final Workspaces workspaces;
    private final Storage storage;
    private final Rooms rooms;
    private HealthView last;
    private long lastAt;

    public HealthResource(Guard guard, Workspaces workspaces, Storage storage, Rooms rooms) {
        this.guard = guard;
        this.workspaces = workspaces;
        this.storage = storage;
        this.rooms = rooms;
    }

    @GET
    @Open
    @Operation(operationId = "getHealth", summary = "Whether the platform can hold and record a call")
    @ApiResponse(
            responseCode = "200",
            description = "It can.",
            content = @Content(schema = @Schema(implementation = HealthView.class)))
    @ApiResponse(
            responseCode = "503",
            description = "It cannot.",
            content = @Content(schema = @Schema(implementation = HealthView.class)))
    public Response get() {
        HealthView health = current();
        return Response.status(health.ready() ? 200 : 503).entity(health).build();
    }

    /** Anybody may ask, so it looks at most every two seconds. */
    private synchronized HealthView current() {
        if (last == null || System.nanoTime() - lastAt > LASTS) {
            List<Check> checks = List.of(
                    check("database", this::databaseAnswers),
                    check("storage", () -> storage.regions().stream().anyMatch(Storage.Region::ready)),
                    check("media", () -> !rooms.engines().isEmpty()),
                    check("policies", this::requiredPoliciesVote));
            last = new HealthView(checks.stream().allMatch(Check::ready), checks);
            lastAt = System.nanoTime();
        }
        return last;
    }

    private boolean databaseAnswers() {
        workspaces.list(Caller.platform(WorkspaceId.PLATFORM));
        return true;
    }

    private boolean requiredPoliciesVote() {
        return guard.policies(Caller.platform(WorkspaceId.PLATFORM)).stream()
                .noneMatch(policy -> policy.state() == PolicyHealth.State.MISSING);
    }

    private static Check check(String name, BooleanSupplier question) {
        boolean ready;
        try {
            ready = question.getAsBoolean();
        } catch (RuntimeException failed) {
            LOG.warn("health check {} failed", name, failed);
            ready = false;
        }
        return new Check(name, ready, ready ? "ready" : "not ready; the platform's log says why");
    }
}
