package org.sightline.shell.internal;

import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.sightline.access.Action;
import org.sightline.recording.IntegrityChecks;
import org.sightline.recording.IntegrityChecks.Damaged;
import org.sightline.recording.IntegrityChecks.Findings;
import org.sightline.recording.IntegrityChecks.Progress;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Workspace;

/** Shows what the checks of the stored recordings have found. */
@Service
@Command(
        scope = "sightline",
        name = "recording-integrity",
        description = "Shows what the checks of the stored recordings of a workspace, or of all, have found",
        detailedDescription = "Example: sightline:recording-integrity north")
public final class RecordingIntegrity extends PlatformCommand {
    @Reference
    IntegrityChecks checks;

    @Argument(index = 0, name = "workspace", description = "Name of the workspace; all if left out")
    @Completion(WorkspaceCompleter.class)
    String workspace;

    @Override
    void run(PrintStream out) {
        List<Workspace> shown =
                workspace == null ? workspaces.list(operator(Action.PLATFORM_MANAGE)) : List.of(workspace(workspace));
        ShellTable sums = table("workspace", "stored", "checked", "damaged", "oldest check", "scrub");
        ShellTable damages = table("workspace", "damaged recording", "checked", "found");
        for (Workspace each : shown) {
            Caller operator = operator(each.name(), Action.RECORDING_VERIFY);
            Findings found = checks.findings(operator);
            sums.addRow()
                    .addContent(
                            each.name(),
                            found.stored(),
                            found.checked(),
                            found.damaged(),
                            time(found.oldest()),
                            found.progress().map(RecordingIntegrity::scrub).orElse(""));
            for (Damaged damaged : found.worst()) {
                damages.addRow()
                        .addContent(
                                each.name(),
                                damaged.recording(),
                                time(damaged.check().at()),
                                damaged.check().message());
            }
        }
        sums.print(out);
        damages.print(out);
    }

    private static String scrub(Progress progress) {
        String line = progress.checked() + " of " + progress.due();
        if (progress.unreadable() > 0) {
            line += ", " + progress.unreadable() + " cannot be read now";
        }
        return progress.done() ? line + ", done" : line;
    }
}
