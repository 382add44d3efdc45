package org.sightline.rest.internal.view;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.sightline.tenancy.User;

/** A user. */
@Schema(name = "User")
public record UserView(
        String id,
        String name,
        String displayName,

        @Schema(allowableValues = {"administrator", "supervisor", "technician"})
        String role,

        boolean active,
        boolean authorisedToReview,
        boolean passwordChangeDue,
        Instant createdAt) {

    public static UserView of(User user) {
        return new UserView(
                user.id().value(),
                user.name(),
                user.displayName(),
                Lower.text(user.role()),
                user.active(),
                user.authorisedToReview(),
                user.passwordChangeDue(),
                user.createdAt());
    }
}
