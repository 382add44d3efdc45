package org.sightline.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.sightline.storage.RegionChange;
import org.sightline.storage.StorageException;

/** Lets a change of a workspace's region go on. */
@Service
@Command(
        scope = "sightline",
        name = "region-change-resume",
        description = "Lets a change of a workspace's region go on",
        detailedDescription = "Example: sightline:region-change-resume north move_0190b3c4-...")
public final class RegionChangeResume extends RegionChangeCommand {
    @Argument(index = 0, name = "workspace", description = "Name of the workspace", required = true)
    @Completion(WorkspaceCompleter.class)
    String workspace;

    @Argument(index = 1, name = "change", description = "Id of the change", required = true)
    @Completion(RegionChangeCompleter.class)
    String change;

    @Override
    void run(PrintStream out) throws CommandException, StorageException {
        RegionChange resumed = steer(workspace, change, changes::resume);
        out.println("change " + resumed.id() + " is " + text(resumed.state()));
    }
}
