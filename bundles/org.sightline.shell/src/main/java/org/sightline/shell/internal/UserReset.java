package org.sightline.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sightline.access.Action;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Users;

/** Replaces a user's password by a one-time password. */
@Service
@Command(
        scope = "sightline",
        name = "user-reset",
        description = "Replaces a user's password by a one-time password",
        detailedDescription =
                "Example: sightline:user-reset north ada. The password is shown once; the user's sessions end.")
public final class UserReset extends PlatformCommand {
    @Reference
    Users users;

    @Argument(index = 0, name = "workspace", description = "Name of the workspace", required = true)
    @Completion(WorkspaceCompleter.class)
    String workspace;

    @Argument(index = 1, name = "user", description = "Name of the user", required = true)
    @Completion(UserCompleter.class)
    String user;

    @Override
    void run(PrintStream out) {
        Caller operator = operator(workspace, Action.USERS_MANAGE);
        Users.NewUser reset =
                users.resetPassword(operator, users.byName(operator, user).id());
        out.println("one-time password: " + reset.oneTimePassword());
    }
}
