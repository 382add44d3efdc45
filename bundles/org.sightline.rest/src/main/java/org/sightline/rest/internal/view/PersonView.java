package org.sightline.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.sightline.calls.Call;
import org.sightline.tenancy.User;

/** A user as others in its workspace see it; the role is left out where it does not matter. */
@Schema(name = "Person")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PersonView(String id, String displayName, String role) {

    public static PersonView of(User user) {
        return new PersonView(user.id().value(), user.displayName(), Lower.text(user.role()));
    }

    static PersonView technician(Call call) {
        return new PersonView(call.technician().value(), call.technicianName(), null);
    }
}
