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
import org.sightline.storage.RegionChange;
import org.sightline.storage.RegionChanges;
import org.sightline.tenancy.Caller;

/** Lists the newest changes of a workspace's region and how far each has come. */
@Service
@Command(
        scope = "sightline",
        name = "region-changes",
        description = "Lists the newest changes of a workspace's region and how far each has come",
        detailedDescription = "Example: sightline:region-changes -n 50 north")
public final class RegionChangeList extends PlatformCommand {
    @Reference
    RegionChanges changes;

    @Argument(index = 0, name = "workspace", description = "Name of the workspace", required = true)
    @Completion(WorkspaceCompleter.class)
    String workspace;

    @Option(name = "--number", aliases = "-n", description = "How many, newest first: 1 to 200")
    int number = 20;

    @Override
    void run(PrintStream out) {
        Caller operator = operator(workspace, Action.REGION_CHANGE);
        ShellTable table =
                table("id", "from", "to", "state", "objects", "bytes", "limit", "began", "ended", "condition");
        for (RegionChange each : changes.list(operator, number)) {
            table.addRow()
                    .addContent(
                            each.id(),
                            each.from(),
                            each.to(),
                            text(each.state()),
                            each.moved().objects() + " of " + each.total().objects(),
                            bytes(each.moved().bytes()) + " of "
                                    + bytes(each.total().bytes()),
                            rate(each),
                            time(each.startedAt()),
                            time(each.endedAt()),
                            each.message());
        }
        table.print(out);
    }

    static String rate(RegionChange change) {
        return change.bytesPerSecond() == 0 ? "none" : bytes(change.bytesPerSecond()) + "/s";
    }
}
