package org.sightline.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sightline.access.Action;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.User;
import org.sightline.tenancy.Users;

/** Authorises a user to review under the policy technicians. */
@Service
@Command(
        scope = "sightline",
        name = "user-review",
        description = "Authorises a user to review under the policy technicians",
        detailedDescription =
                "Example: sightline:user-review north tom. With --undo before the names the authorisation ends.")
public final class UserReview extends PlatformCommand {
    @Reference
    Users users;

    @Argument(index = 0, name = "workspace", description = "Name of the workspace", required = true)
    @Completion(WorkspaceCompleter.class)
    String workspace;

    @Argument(index = 1, name = "user", description = "Name of the user", required = true)
    @Completion(UserCompleter.class)
    String user;

    @Option(name = "--undo", description = "Ends the authorisation")
    boolean undo;

    @Override
    void run(PrintStream out) {
        Caller operator = operator(workspace, Action.USERS_MANAGE);
        User changed = users.setAuthorisedToReview(
                operator, users.byName(operator, user).id(), !undo);
        out.println("user " + changed.name()
                + (changed.authorisedToReview() ? " is authorised to review" : " is not authorised to review"));
    }
}
