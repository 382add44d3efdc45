package org.sightline.shell.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.sightline.access.Action;
import org.sightline.storage.RegionChange;
import org.sightline.storage.RegionChanges;
import org.sightline.storage.RegionChanges.Plan;
import org.sightline.storage.Storage;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;
import org.sightline.tenancy.Caller;

/** Says what a change of a workspace's region would move, asks, and begins it. */
@Service
@Command(
        scope = "sightline",
        name = "region-change",
        description = "Changes the region of a workspace and moves what it keeps there",
        detailedDescription =
                "Example: sightline:region-change --limit 20 north eu-central-1. It first says what it will"
                        + " move and asks; with --yes it does not ask. New recordings go to the new region at once.")
public final class RegionChangeBegin extends PlatformCommand {
    @Reference
    RegionChanges changes;

    @Reference
    Storage storage;

    @Argument(index = 0, name = "workspace", description = "Name of the workspace", required = true)
    @Completion(WorkspaceCompleter.class)
    String workspace;

    @Argument(index = 1, name = "region", description = "Where its recordings shall be kept", required = true)
    @Completion(RegionCompleter.class)
    String region;

    @Option(
            name = "--limit",
            aliases = "-l",
            description = "Most MB that are copied in a second; 0: as fast as it goes")
    int limit;

    @Option(name = "--yes", aliases = "-y", description = "Does not ask")
    boolean yes;

    @Override
    void run(PrintStream out) throws CommandException, StorageException {
        Caller operator = operator(workspace, Action.REGION_CHANGE);
        boolean served = storage.regions().stream().anyMatch(each -> each.name().equals(region));
        if (!served) {
            throw failure("region-unknown", "no storage serves " + region + "; region-list shows all");
        }
        try {
            tell(out, changes.plan(operator, region));
            if (!yes && !confirmed()) {
                out.println("nothing was changed");
                return;
            }
            RegionChange begun = changes.begin(operator, region, Megabytes.toBytes(limit));
            out.println("change " + begun.id() + " begun; region-changes " + workspace + " shows how far it has come");
        } catch (StorageException e) {
            if (e.reason() == Reason.EXISTS) {
                throw failure("already-there", workspace + " and all that it keeps is in " + region);
            }
            throw e;
        }
    }

    private static void tell(PrintStream out, Plan plan) {
        out.println("from      " + plan.from());
        out.println("to        " + plan.to());
        out.println("moves     " + plan.amount().objects() + " objects, "
                + bytes(plan.amount().bytes()));
        out.println("recording " + plan.recording() + " being made or not stored yet: they follow");
        out.println("takes     " + plan.estimate().map(RegionChangeBegin::about).orElse("cannot be told"));
    }

    private static String about(Duration estimate) {
        if (estimate.toHours() > 0) {
            return "about " + estimate.toHours() + " h " + estimate.toMinutesPart() + " min";
        }
        return estimate.toMinutes() > 0
                ? "about " + estimate.toMinutes() + " min " + estimate.toSecondsPart() + " s"
                : "about " + Math.max(1, estimate.toSeconds()) + " s";
    }

    private boolean confirmed() throws CommandException {
        try {
            String answer = session.readLine("Type the region's name to begin: ", null);
            return answer != null && answer.strip().equals(region);
        } catch (IOException e) {
            throw failure("no-answer", "the console cannot ask; --yes begins without asking");
        }
    }
}
