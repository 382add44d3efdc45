package org.sightline.shell.internal;

import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sightline.access.Action;
import org.sightline.access.ReviewPolicies;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.User;
import org.sightline.tenancy.Users;
import org.sightline.tenancy.Workspace;

/** Shows a workspace. */
@Service
@Command(
        scope = "sightline",
        name = "workspace-show",
        description = "Shows a workspace",
        detailedDescription = "Example: sightline:workspace-show north")
public final class WorkspaceShow extends PlatformCommand {
    @Reference
    Users users;

    @Reference
    ReviewPolicies policies;

    @Argument(index = 0, name = "workspace", description = "Name of the workspace", required = true)
    @Completion(WorkspaceCompleter.class)
    String workspace;

    @Override
    void run(PrintStream out) {
        Caller operator = operator(workspace, Action.WORKSPACE_VIEW);
        Workspace shown = workspaces.get(operator);
        List<User> people = users.list(operator);
        out.println("id             " + shown.id());
        out.println("name           " + shown.name());
        out.println("display name   " + shown.displayName());
        out.println("region         " + shown.region());
        out.println("review policy  " + policies.get(operator).text());
        out.println("users          " + people.size() + ", "
                + people.stream().filter(User::active).count() + " active");
        out.println("created        " + time(shown.createdAt()));
    }
}
