package org.sightline.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.sightline.access.Action;
import org.sightline.storage.Storage;

/** Lists the regions with each of their storages, and whether a recording can start. */
@Service
@Command(
        scope = "sightline",
        name = "region-list",
        description = "Lists the regions with each of their storages, and whether a recording can start",
        detailedDescription = "Example: sightline:region-list")
public final class RegionList extends PlatformCommand {
    @Reference
    Storage storage;

    @Override
    void run(PrintStream out) {
        operator(Action.PLATFORM_MANAGE);
        ShellTable table = table("region", "can record", "storage", "ready", "free", "condition");
        for (Storage.Region region : storage.regions()) {
            String records = yes(region.ready());
            if (region.backends().isEmpty()) {
                table.addRow().addContent(region.name(), records, "", "", "", region.message());
            }
            for (Storage.Backend each : region.backends()) {
                table.addRow().addContent(region.name(), records, each.name(), ready(each), free(each), each.message());
            }
        }
        table.print(out);
    }

    private static String ready(Storage.Backend backend) {
        return backend.used() ? yes(backend.ready()) : "refused";
    }

    private static String free(Storage.Backend backend) {
        return backend.freeBytes() == Long.MAX_VALUE ? "unlimited" : bytes(backend.freeBytes());
    }
}
