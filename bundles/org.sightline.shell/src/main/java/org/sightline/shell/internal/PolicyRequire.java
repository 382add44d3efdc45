package org.sightline.shell.internal;

import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sightline.access.Action;
import org.sightline.access.RequiredPolicies;
import org.sightline.tenancy.Caller;

/**
 * Sets the access policies without which nothing is allowed in a workspace. It asks for the right to manage the platform,
 * not the workspace: where a required policy is missing, everything on the workspace is refused, this as well.
 */
@Service
@Command(
        scope = "sightline",
        name = "policy-require",
        description = "Sets the access policies without which nothing is allowed in a workspace",
        detailedDescription =
                "Example: sightline:policy-require north working-hours. Without a policy, none is required "
                        + "any more: the way out when one is gone for good.")
public final class PolicyRequire extends PlatformCommand {
    @Reference
    RequiredPolicies requirements;

    @Argument(index = 0, name = "workspace", description = "Name of the workspace", required = true)
    @Completion(WorkspaceCompleter.class)
    String workspace;

    @Argument(index = 1, name = "policy", description = "Names of policies that vote now", multiValued = true)
    @Completion(PolicyCompleter.class)
    List<String> required;

    @Override
    void run(PrintStream out) {
        operator(Action.PLATFORM_MANAGE);
        Caller there = Caller.operator(workspace(workspace).id());
        List<String> before = requirements.required(there);
        requirements.require(there, required == null ? List.of() : required);
        out.println("required in " + workspace + ": " + text(before) + " -> " + text(requirements.required(there)));
    }

    private static String text(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
