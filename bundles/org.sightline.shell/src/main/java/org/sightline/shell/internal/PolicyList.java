package org.sightline.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.sightline.access.Action;
import org.sightline.access.ReviewPolicies;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Workspace;

/** Lists the review policy of each workspace and the access policies that vote. */
@Service
@Command(
        scope = "sightline",
        name = "policy-list",
        description = "Lists the review policy of each workspace and the access policies that vote",
        detailedDescription = "Example: sightline:policy-list")
public final class PolicyList extends PlatformCommand {
    @Reference
    ReviewPolicies policies;

    @Override
    void run(PrintStream out) {
        Caller operator = operator(Action.PLATFORM_MANAGE);
        ShellTable table = table("workspace", "review policy");
        for (Workspace each : workspaces.list(operator)) {
            table.addRow()
                    .addContent(
                            each.name(),
                            policies.get(Caller.operator(each.id())).text());
        }
        table.print(out);
        out.println("access policies voting now: " + String.join(", ", access.policies()));
    }
}
