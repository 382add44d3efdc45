package org.sightline.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.sightline.access.Action;
import org.sightline.keys.KeyRotations;
import org.sightline.keys.KeyRotations.Progress;
import org.sightline.keys.Keys;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Workspace;

/** Lists what holds the workspaces' keys, and the rotations since the platform started. */
@Service
@Command(
        scope = "sightline",
        name = "key-list",
        description = "Lists what holds the workspaces' keys, and the rotations since the platform started",
        detailedDescription = "Example: sightline:key-list")
public final class KeyList extends PlatformCommand {
    @Reference
    Keys keys;

    @Reference
    KeyRotations rotations;

    @Override
    void run(PrintStream out) {
        Caller operator = operator(Action.PLATFORM_MANAGE);
        ShellTable providers = table("provider", "new keys", "ready", "condition");
        for (Keys.Provider each : keys.providers()) {
            providers.addRow().addContent(each.name(), yes(each.current()), yes(each.ready()), each.message());
        }
        providers.print(out);
        ShellTable table = table("workspace", "provider", "version", "wrapped anew", "done", "condition");
        for (Workspace each : workspaces.list(operator)) {
            rotations.progress(Caller.operator(each.id())).ifPresent(progress -> add(table, each, progress));
        }
        table.print(out);
    }

    private static void add(ShellTable table, Workspace workspace, Progress progress) {
        table.addRow()
                .addContent(
                        workspace.name(),
                        progress.provider(),
                        progress.version(),
                        progress.rewrapped() + " of " + progress.due(),
                        yes(progress.done()),
                        progress.message());
    }
}
