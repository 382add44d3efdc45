package org.sightline.rest.internal.view;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.sightline.calls.Calls;

/** What somebody with a link sees before joining. */
@Schema(name = "Invitation")
public record InvitationView(
        String call,
        String workspaceName,
        String technicianName,
        String customerName,
        String region,
        Instant expiresAt) {

    public static InvitationView of(Calls.InvitationView view) {
        return new InvitationView(
                view.call().value(),
                view.workspaceName(),
                view.technicianName(),
                view.customerName(),
                view.region(),
                view.expiresAt());
    }
}
