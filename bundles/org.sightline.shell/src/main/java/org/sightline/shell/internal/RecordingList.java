package org.sightline.shell.internal;

import java.io.PrintStream;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.sightline.access.Action;
import org.sightline.recording.Recording;
import org.sightline.recording.Recordings;
import org.sightline.tenancy.Caller;

/** Lists the newest recordings of a workspace. */
@Service
@Command(
        scope = "sightline",
        name = "recording-list",
        description = "Lists the newest recordings of a workspace",
        detailedDescription = "Example: sightline:recording-list -n 50 north")
public final class RecordingList extends PlatformCommand {
    @Reference
    Recordings recordings;

    @Argument(index = 0, name = "workspace", description = "Name of the workspace", required = true)
    @Completion(WorkspaceCompleter.class)
    String workspace;

    @Option(name = "--number", aliases = "-n", description = "How many, newest first: 1 to 200")
    int number = 20;

    @Override
    void run(PrintStream out) {
        Caller operator = operator(workspace, Action.RECORDING_LIST);
        ShellTable table = table("id", "state", "region", "started", "seconds", "takes", "call");
        for (Recording each : recordings.list(operator, Optional.empty(), number)) {
            table.addRow()
                    .addContent(
                            each.id(),
                            text(each.state()),
                            each.region(),
                            time(each.startedAt()),
                            each.durationMillis() / 1000,
                            each.takes().size(),
                            each.call());
        }
        table.print(out);
    }
}
