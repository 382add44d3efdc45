package org.sightline.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.sightline.access.Action;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.User;
import org.sightline.tenancy.Users;

/** Lists the users of a workspace. */
@Service
@Command(
        scope = "sightline",
        name = "user-list",
        description = "Lists the users of a workspace",
        detailedDescription = "Example: sightline:user-list north")
public final class UserList extends PlatformCommand {
    @Reference
    Users users;

    @Argument(index = 0, name = "workspace", description = "Name of the workspace", required = true)
    @Completion(WorkspaceCompleter.class)
    String workspace;

    @Override
    void run(PrintStream out) {
        Caller operator = operator(workspace, Action.USERS_VIEW);
        ShellTable table = table("name", "display name", "role", "active", "may review", "password due", "id");
        for (User each : users.list(operator)) {
            table.addRow()
                    .addContent(
                            each.name(),
                            each.displayName(),
                            text(each.role()),
                            yes(each.active()),
                            yes(each.authorisedToReview()),
                            yes(each.passwordChangeDue()),
                            each.id());
        }
        table.print(out);
    }
}
