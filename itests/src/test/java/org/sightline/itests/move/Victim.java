package org.sightline.itests.move;

import java.nio.file.Path;
import java.util.List;
import org.sightline.storage.RegionChange;
import org.sightline.storage.RegionChanges;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.WorkspaceId;

/** A process that changes a workspace's region, or goes on with that, and dies where it is told. */
final class Victim {
    private Victim() {}

    /** Folder, workspace, how many operations it lives. */
    public static void main(String[] arguments) throws Exception {
        Countdown countdown = new Countdown(Integer.parseInt(arguments[2]));
        try (House house = new House(Path.of(arguments[0]), countdown)) {
            move(house, new WorkspaceId(arguments[1]));
        }
        countdown.done().forEach(System.out::println);
    }

    /** Changes the region, unless that is under way, and waits until it is done. */
    static RegionChange move(House house, WorkspaceId workspace) throws Exception {
        RegionChanges changes = house.changes();
        if (house.changeRows.newest(workspace, 1).isEmpty()) {
            changes.begin(Caller.platform(workspace), House.TO, 0);
        }
        long patience = System.nanoTime() + 60_000_000_000L;
        while (System.nanoTime() < patience) {
            List<RegionChange> newest = house.changeRows.newest(workspace, 1);
            if (newest.get(0).state() == RegionChange.State.DONE) {
                return newest.get(0);
            }
            Thread.sleep(20);
        }
        throw new IllegalStateException(
                "not done: " + house.changeRows.newest(workspace, 1).get(0));
    }
}
