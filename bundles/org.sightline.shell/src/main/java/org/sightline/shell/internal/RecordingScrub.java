package org.sightline.shell.internal;

import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sightline.access.Action;
import org.sightline.recording.IntegrityChecks;
import org.sightline.recording.IntegrityChecks.Progress;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Workspace;

/** Begins to check every stored recording of a workspace, or of all. */
@Service
@Command(
        scope = "sightline",
        name = "recording-scrub",
        description = "Begins to check every stored recording of a workspace, or of all",
        detailedDescription =
                "Example: sightline:recording-scrub north. recording-integrity shows what it finds and how far it is.")
public final class RecordingScrub extends PlatformCommand {
    @Reference
    IntegrityChecks checks;

    @Argument(index = 0, name = "workspace", description = "Name of the workspace; all if left out")
    @Completion(WorkspaceCompleter.class)
    String workspace;

    @Override
    void run(PrintStream out) {
        List<Workspace> scrubbed =
                workspace == null ? workspaces.list(operator(Action.PLATFORM_MANAGE)) : List.of(workspace(workspace));
        for (Workspace each : scrubbed) {
            Caller operator = operator(each.name(), Action.RECORDING_VERIFY);
            Progress begun = checks.begin(operator);
            out.println(each.name() + ": " + begun.checked() + " of " + begun.due() + " recordings checked");
        }
    }
}
