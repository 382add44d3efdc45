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

/** Deactivates a user and ends its sessions. */
@Service
@Command(
        scope = "sightline",
        name = "user-disable",
        description = "Deactivates a user and ends its sessions",
        detailedDescription =
                "Example: sightline:user-disable north ada. With --undo before the names the user may sign in again.")
public final class UserDisable extends PlatformCommand {
    @Reference
    Users users;

    @Argument(index = 0, name = "workspace", description = "Name of the workspace", required = true)
    @Completion(WorkspaceCompleter.class)
    String workspace;

    @Argument(index = 1, name = "user", description = "Name of the user", required = true)
    @Completion(UserCompleter.class)
    String user;

    @Option(name = "--undo", description = "Reactivates the user")
    boolean undo;

    @Override
    void run(PrintStream out) {
        Caller operator = operator(workspace, Action.USERS_MANAGE);
        User changed = users.setActive(operator, users.byName(operator, user).id(), undo);
        out.println("user " + changed.name() + (changed.active() ? " is active again" : " can no longer sign in"));
    }
}
