package org.sightline.storage.spi;

import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.RegionChange;
import org.sightline.storage.StorageException;
import org.sightline.tenancy.Caller;

/**
 * A bundle that keeps objects in storage and remembers where they lie. A region change asks every owner to let its
 * objects follow, set by set; a set is what one pointer switch covers, for example a recording.
 */
@ConsumerType
public interface ObjectOwner {

    /** A short, stable name for reports, for example {@code recordings}. */
    String name();

    /** What of the caller's workspace does not lie in the region. */
    Holdings outside(Caller caller, String region);

    /**
     * Sets of the caller's workspace that do not lie in the region, oldest first.
     *
     * @param except sets that are not asked for
     * @param limit 1 to 1,000
     */
    List<String> setsOutside(Caller caller, String region, Set<String> except, int limit);

    /**
     * Lets a set follow: copies each object by {@code relocation}, then switches its own pointers in one transaction, then
     * erases the sources by {@code relocation}. It may have been broken off anywhere before: repeating it is harmless.
     *
     * @return false if the set cannot move yet (it is still being made); it is asked again later
     * @throws StorageException if it could not; the set then lies where it lay
     */
    boolean move(Caller caller, String set, String region, Relocation relocation)
            throws StorageException, InterruptedException;

    /**
     * Whether the object that lies in this region is, or is about to become, the authoritative copy. What no owner claims
     * in a region that a workspace has left is a left-over, and is erased.
     */
    boolean claims(Caller caller, ObjectKey key, String region);

    /**
     * What lies outside a region.
     *
     * @param sets how many sets
     * @param amount what is stored
     * @param unready how many sets are still being made
     */
    record Holdings(long sets, RegionChange.Amount amount, int unready) {}
}
