package org.sightline.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.sightline.storage.RegionChange;
import org.sightline.storage.StorageException;

/** Says how fast a change of a workspace's region may copy. */
@Service
@Command(
        scope = "sightline",
        name = "region-change-limit",
        description = "Says how fast a change of a workspace's region may copy, from now on",
        detailedDescription = "Example: sightline:region-change-limit north move_0190b3c4-... 20")
public final class RegionChangeLimit extends RegionChangeCommand {
    @Argument(index = 0, name = "workspace", description = "Name of the workspace", required = true)
    @Completion(WorkspaceCompleter.class)
    String workspace;

    @Argument(index = 1, name = "change", description = "Id of the change", required = true)
    @Completion(RegionChangeCompleter.class)
    String change;

    @Argument(
            index = 2,
            name = "limit",
            description = "Most MB that are copied in a second; 0: as fast as it goes",
            required = true)
    @Completion(AnyTextCompleter.class)
    int limit;

    @Override
    void run(PrintStream out) throws CommandException, StorageException {
        long rate = Megabytes.toBytes(limit);
        RegionChange limited = steer(workspace, change, (caller, id) -> changes.limit(caller, id, rate));
        out.println("limit of change " + limited.id() + ": " + RegionChangeList.rate(limited));
    }
}
