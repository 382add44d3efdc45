package org.sightline.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sightline.access.Action;
import org.sightline.storage.Storage;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Workspace;

/** Creates a workspace. */
@Service
@Command(
        scope = "sightline",
        name = "workspace-create",
        description = "Creates a workspace",
        detailedDescription =
                "Example: sightline:workspace-create --region ca-central-1 north \"North Heating\". Add its first administrator with user-add.")
public final class WorkspaceCreate extends PlatformCommand {
    @Reference
    Storage storage;

    @Argument(
            index = 0,
            name = "name",
            description = "Typed at sign-in: 2 to 40 of a-z, 0-9 and hyphens",
            required = true)
    @Completion(AnyTextCompleter.class)
    String name;

    @Argument(
            index = 1,
            name = "displayName",
            description = "As people read it, for example \"North Heating\"",
            required = true)
    @Completion(AnyTextCompleter.class)
    String displayName;

    @Option(name = "--region", aliases = "-r", description = "Where its recordings are kept")
    @Completion(RegionCompleter.class)
    String region = "ca-central-1";

    @Override
    void run(PrintStream out) {
        Caller operator = operator(Action.PLATFORM_MANAGE);
        Workspace created = workspaces.create(operator, name, displayName, region);
        out.println("workspace " + created.name() + " created: " + created.id());
        boolean served = storage.regions().stream()
                .anyMatch(serving -> serving.ready() && serving.name().equals(region));
        if (!served) {
            out.println("no storage serves " + region + " now: its calls cannot be recorded until one does");
        }
    }
}
