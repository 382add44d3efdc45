package org.sightline.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.sightline.access.ReviewPolicies.ReviewPolicy;
import org.sightline.tenancy.Workspace;

/** A workspace; the review policy is left out of a session. */
@Schema(name = "Workspace")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkspaceView(
        String id,
        String name,
        String displayName,
        String region,

        @Schema(allowableValues = {"administrators", "technicians", "own-calls"})
        String reviewPolicy) {

    public static WorkspaceView of(Workspace workspace) {
        return new WorkspaceView(
                workspace.id().value(), workspace.name(), workspace.displayName(), workspace.region(), null);
    }

    public static WorkspaceView of(Workspace workspace, ReviewPolicy policy) {
        return new WorkspaceView(
                workspace.id().value(), workspace.name(), workspace.displayName(), workspace.region(), policy.text());
    }
}
