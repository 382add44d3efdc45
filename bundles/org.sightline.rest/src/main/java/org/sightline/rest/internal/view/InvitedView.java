package org.sightline.rest.internal.view;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/** A call and the customer's link to it, which is shown only now. */
@Schema(name = "InvitedCall")
public record InvitedView(CallView call, String link, Instant expiresAt) {
    @Override
    public String toString() {
        return "InvitedView[" + call.id() + "]";
    }
}
