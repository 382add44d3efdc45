package org.sightline.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.sightline.access.Action;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Workspace;

/** Lists the workspaces. */
@Service
@Command(
        scope = "sightline",
        name = "workspace-list",
        description = "Lists the workspaces",
        detailedDescription = "Example: sightline:workspace-list")
public final class WorkspaceList extends PlatformCommand {

    @Override
    void run(PrintStream out) {
        Caller operator = operator(Action.PLATFORM_MANAGE);
        ShellTable table = table("name", "display name", "region", "created", "id");
        for (Workspace each : workspaces.list(operator)) {
            table.addRow()
                    .addContent(each.name(), each.displayName(), each.region(), time(each.createdAt()), each.id());
        }
        table.print(out);
    }
}
