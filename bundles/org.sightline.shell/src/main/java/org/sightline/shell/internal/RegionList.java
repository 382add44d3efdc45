package org.sightline.shell.internal;

import java.io.PrintStream;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.sightline.access.Action;
import org.sightline.storage.Storage;

/** Lists the regions, their storages and whether a recording can start. */
@Service
@Command(
        scope = "sightline",
        name = "region-list",
        description = "Lists the regions, their storages and whether a recording can start",
        detailedDescription = "Example: sightline:region-list")
public final class RegionList extends PlatformCommand {
    @Reference
    Storage storage;

    @Override
    void run(PrintStream out) {
        operator(Action.PLATFORM_MANAGE);
        ShellTable table = table("region", "ready", "storages", "condition");
        for (Storage.Region each : storage.regions()) {
            table.addRow()
                    .addContent(
                            each.name(),
                            each.ready() ? "yes" : "no",
                            each.backends().stream().map(Storage.Backend::name).collect(Collectors.joining(", ")),
                            each.message());
        }
        table.print(out);
    }
}
