package org.sightline.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sightline.access.Action;
import org.sightline.keys.KeyRotations;
import org.sightline.keys.KeyRotations.Progress;
import org.sightline.keys.KeysException;
import org.sightline.tenancy.Caller;

/** Makes a new version of a workspace's key; what is kept is wrapped anew in the background. */
@Service
@Command(
        scope = "sightline",
        name = "key-rotate",
        description = "Makes a new version of a workspace's key; what is kept is wrapped anew in the background",
        detailedDescription = "Example: sightline:key-rotate north. key-list shows how far it has come.")
public final class KeyRotate extends PlatformCommand {
    @Reference
    KeyRotations rotations;

    @Argument(index = 0, name = "workspace", description = "Name of the workspace", required = true)
    @Completion(WorkspaceCompleter.class)
    String workspace;

    @Override
    void run(PrintStream out) throws KeysException {
        Caller operator = operator(workspace, Action.KEY_ROTATE);
        Progress progress = rotations.rotate(operator);
        out.println("key of " + workspace + ": version " + progress.version() + " of " + progress.provider()
                + " is current, " + progress.rewrapped() + " of " + progress.due()
                + " wrapped anew; key-list shows how far it has come");
    }
}
