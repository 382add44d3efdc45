package org.sightline.shell.internal;

import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.support.CommandException;
import org.sightline.access.Action;
import org.sightline.storage.RegionChange;
import org.sightline.storage.RegionChangeId;
import org.sightline.storage.RegionChanges;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;
import org.sightline.tenancy.Caller;

/** A command that steers a change of a workspace's region. */
abstract class RegionChangeCommand extends PlatformCommand {
    @Reference
    RegionChanges changes;

    /** Something to do to a change. */
    interface Step {
        RegionChange take(Caller caller, RegionChangeId id) throws StorageException;
    }

    RegionChange steer(String workspace, String change, Step step) throws CommandException, StorageException {
        Caller operator = operator(workspace, Action.REGION_CHANGE);
        try {
            return step.take(operator, new RegionChangeId(change));
        } catch (StorageException e) {
            if (e.reason() == Reason.EXISTS) {
                throw failure("change-ended", "the change " + change + " has ended");
            }
            throw e;
        }
    }
}
