package org.sightline.rest.internal.view;

import io.swagger.v3.oas.annotations.media.Schema;
import org.sightline.tenancy.Users.NewUser;

/** A user and its one-time password, which is shown only now. */
@Schema(name = "NewUser")
public record NewUserView(UserView user, String oneTimePassword) {

    public static NewUserView of(NewUser created) {
        return new NewUserView(UserView.of(created.user()), created.oneTimePassword());
    }

    @Override
    public String toString() {
        return "NewUserView[" + user.id() + "]";
    }
}
