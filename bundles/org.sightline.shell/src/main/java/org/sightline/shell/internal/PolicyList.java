package org.sightline.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.sightline.access.Action;
import org.sightline.access.PolicyHealth;
import org.sightline.access.RequiredPolicies;
import org.sightline.access.ReviewPolicies;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Workspace;

/** Lists the review policy of each workspace, and the access policies that vote with how they do. */
@Service
@Command(
        scope = "sightline",
        name = "policy-list",
        description = "Lists the review policy of each workspace, and the access policies that vote with how they do",
        detailedDescription = "Example: sightline:policy-list. A policy that fails, is slow or is required and missing "
                + "refuses every request.")
public final class PolicyList extends PlatformCommand {
    @Reference
    ReviewPolicies policies;

    @Reference
    RequiredPolicies requirements;

    @Override
    void run(PrintStream out) {
        Caller operator = operator(Action.PLATFORM_MANAGE);
        ShellTable workspaceTable = table("workspace", "review policy", "requires", "missing");
        for (Workspace each : workspaces.list(operator)) {
            Caller there = Caller.operator(each.id());
            workspaceTable
                    .addRow()
                    .addContent(
                            each.name(),
                            policies.get(there).text(),
                            String.join(", ", requirements.required(there)),
                            missing(there));
        }
        workspaceTable.print(out);
        ShellTable policyTable = table("policy", "condition", "required", "votes", "too slow", "failed");
        for (PolicyHealth each : access.policies(operator)) {
            policyTable
                    .addRow()
                    .addContent(
                            each.name(),
                            text(each.state()),
                            yes(each.required()),
                            each.votes(),
                            each.slowVotes(),
                            each.failedVotes());
        }
        policyTable.print(out);
    }

    private String missing(Caller caller) {
        return String.join(
                ", ",
                access.policies(caller).stream()
                        .filter(each -> each.state() == PolicyHealth.State.MISSING)
                        .map(PolicyHealth::name)
                        .toList());
    }
}
