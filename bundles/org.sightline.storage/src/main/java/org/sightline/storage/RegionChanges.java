package org.sightline.storage;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.sightline.tenancy.Caller;

/**
 * Changes the region of the caller's workspace while it is used: new recordings go to the new region at once, what is
 * kept follows in the background (copy, read back, compare, switch the pointer, erase the source). At every moment, also
 * after a crash, each object has exactly one authoritative copy. Callers have been authorised by the access bundle's
 * enforcement point.
 */
@ProviderType
public interface RegionChanges {

    /**
     * What a change to this region would move; changes nothing.
     *
     * @throws org.sightline.tenancy.InvalidNameException if the region's name has not the form of one
     * @throws StorageException {@code NO_BACKEND} if no backend of the region is ready; {@code EXISTS} if the workspace is
     *     there already and nothing of it lies elsewhere; {@code YOUR_SETTINGS} if a backend of the region keeps its objects
     *     in the same place as one of another region; {@code TRY_AGAIN} if a bundle that keeps objects is not running
     */
    Plan plan(Caller caller, String region) throws StorageException;

    /**
     * Changes the region and begins to move what is kept. A change that is under way is superseded.
     *
     * @param bytesPerSecond the most that is copied in a second, 0 for as fast as it goes
     * @throws org.sightline.audit.AuditException if it cannot be put on record; nothing has begun then
     * @throws StorageException as {@link #plan}
     */
    RegionChange begin(Caller caller, String region, long bytesPerSecond) throws StorageException;

    /** The newest changes of the caller's workspace, newest first. @param limit 1 to 200 */
    List<RegionChange> list(Caller caller, int limit);

    /** Empty if the caller's workspace has no such change. */
    Optional<RegionChange> find(Caller caller, RegionChangeId id);

    /** @throws StorageException {@code NOT_FOUND}; {@code EXISTS} if it has ended */
    RegionChange pause(Caller caller, RegionChangeId id) throws StorageException;

    /** @throws StorageException {@code NOT_FOUND}; {@code EXISTS} if it has ended */
    RegionChange resume(Caller caller, RegionChangeId id) throws StorageException;

    /** Changes the rate. @throws StorageException {@code NOT_FOUND}; {@code EXISTS} if it has ended */
    RegionChange limit(Caller caller, RegionChangeId id, long bytesPerSecond) throws StorageException;

    /**
     * What a change would do.
     *
     * @param amount what would move
     * @param recording how many recordings are being made or wait on the spool: they follow when they are ready
     * @param estimate how long, from a measured write to and read from the new region; empty if it cannot tell
     */
    record Plan(String from, String to, RegionChange.Amount amount, int recording, Optional<Duration> estimate) {}
}
