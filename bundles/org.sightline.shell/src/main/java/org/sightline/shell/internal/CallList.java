package org.sightline.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.sightline.access.Action;
import org.sightline.calls.Call;
import org.sightline.calls.Calls;
import org.sightline.tenancy.Caller;

/** Lists the newest calls of a workspace. */
@Service
@Command(
        scope = "sightline",
        name = "call-list",
        description = "Lists the newest calls of a workspace",
        detailedDescription = "Example: sightline:call-list -n 50 north")
public final class CallList extends PlatformCommand {
    @Reference
    Calls calls;

    @Argument(index = 0, name = "workspace", description = "Name of the workspace", required = true)
    @Completion(WorkspaceCompleter.class)
    String workspace;

    @Option(name = "--number", aliases = "-n", description = "How many, newest first: 1 to 200")
    int number = 20;

    @Override
    void run(PrintStream out) {
        Caller operator = operator(workspace, Action.CALL_VIEW);
        ShellTable table = table("id", "state", "technician", "created", "live", "ended", "end");
        for (Call each : calls.list(operator, number)) {
            table.addRow()
                    .addContent(
                            each.id(),
                            text(each.state()),
                            each.technicianName(),
                            time(each.createdAt()),
                            time(each.liveAt()),
                            time(each.endedAt()),
                            each.endReason().orElse(""));
        }
        table.print(out);
    }
}
