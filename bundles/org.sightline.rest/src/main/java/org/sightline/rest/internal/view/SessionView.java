package org.sightline.rest.internal.view;

import io.swagger.v3.oas.annotations.media.Schema;
import org.sightline.tenancy.Sessions.Session;
import org.sightline.tenancy.User;
import org.sightline.tenancy.Workspace;

/** Who is signed in, and where. */
@Schema(name = "Session")
public record SessionView(SignedInUser user, WorkspaceView workspace, boolean passwordChangeDue, boolean totpDue) {

    public static SessionView of(Session session, Workspace workspace) {
        User user = session.user();
        return new SessionView(
                SignedInUser.of(user), WorkspaceView.of(workspace), user.passwordChangeDue(), session.totpDue());
    }

    /** The user of a session. */
    @Schema(name = "SignedInUser")
    public record SignedInUser(String id, String name, String displayName, String role, boolean authorisedToReview) {

        static SignedInUser of(User user) {
            return new SignedInUser(
                    user.id().value(),
                    user.name(),
                    user.displayName(),
                    Lower.text(user.role()),
                    user.authorisedToReview());
        }
    }
}
