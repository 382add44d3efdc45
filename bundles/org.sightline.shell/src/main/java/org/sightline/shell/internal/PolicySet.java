package org.sightline.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.sightline.access.Action;
import org.sightline.access.ReviewPolicies;
import org.sightline.access.ReviewPolicies.ReviewPolicy;
import org.sightline.tenancy.Caller;

/** Sets who may watch the recordings of a workspace. */
@Service
@Command(
        scope = "sightline",
        name = "policy-set",
        description = "Sets who may watch the recordings of a workspace",
        detailedDescription = "Example: sightline:policy-set north own-calls. It holds from the next request on.")
public final class PolicySet extends PlatformCommand {
    @Reference
    ReviewPolicies policies;

    @Argument(index = 0, name = "workspace", description = "Name of the workspace", required = true)
    @Completion(WorkspaceCompleter.class)
    String workspace;

    @Argument(index = 1, name = "policy", description = "administrators, technicians or own-calls", required = true)
    @Completion(
            value = StringsCompleter.class,
            values = {"administrators", "technicians", "own-calls"})
    String policy;

    @Override
    void run(PrintStream out) {
        ReviewPolicy next = ReviewPolicy.parse(policy);
        Caller operator = operator(workspace, Action.REVIEW_POLICY_CHANGE);
        ReviewPolicy before = policies.get(operator);
        policies.change(operator, next);
        out.println("review policy of " + workspace + ": " + before.text() + " -> " + next.text());
    }
}
