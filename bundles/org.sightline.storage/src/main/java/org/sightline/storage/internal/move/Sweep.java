package org.sightline.storage.internal.move;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.RegionChange;
import org.sightline.storage.RegionChange.Amount;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;
import org.sightline.storage.internal.Backends;
import org.sightline.storage.spi.MovedObject;
import org.sightline.storage.spi.StorageBackend;
import org.sightline.tenancy.Caller;

/**
 * Looks through every region but the workspace's own for what is left of it, erases what nobody claims, and looks again.
 * Regions that it has lived in must answer; of others it is said that they did not.
 */
final class Sweep {
    private record Place(String region, String backend) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byRegion = region.compareTo(other.region);
            return byRegion == 0 ? backend.compareTo(other.backend) : byRegion;
        }
    }

    /**
     * What was found in one backend.
     *
     * @param reached false: it did not answer
     * @param erased left-overs, erased
     */
    record Scan(String region, String backend, boolean reached, Amount erased) {}

    private final Equipment equipment;
    private final RegionChange change;
    private final Caller caller;
    private final Pace pace;
    private final Separation separation;
    private final Set<String> formerRegions = new TreeSet<>();
    private final Set<Place> formerPlaces = new TreeSet<>();

    Sweep(Equipment equipment, RegionChange change, Caller caller, Pace pace, Separation separation) {
        this.equipment = equipment;
        this.change = change;
        this.caller = caller;
        this.pace = pace;
        this.separation = separation;
    }

    /**
     * @return what each backend held
     * @throws StorageException if something is not erased, or a region that the workspace has lived in cannot be looked through
     */
    List<Scan> run() throws StorageException, InterruptedException {
        learnWhereItWas();
        requireAllServed();
        List<Scan> scans = new ArrayList<>();
        for (StorageBackend backend : equipment.backends().all()) {
            if (!backend.region().equals(change.to())) {
                scans.add(scan(backend));
            }
        }
        eraseUseless();
        scans.sort((a, b) -> new Place(a.region(), a.backend()).compareTo(new Place(b.region(), b.backend())));
        return scans;
    }

    private void learnWhereItWas() {
        for (RegionChange earlier : equipment.rows().sinceLastDone(change.workspace())) {
            formerRegions.add(earlier.to());
            if (!earlier.total().equals(Amount.NONE)
                    || !equipment.backends().of(earlier.from()).isEmpty()) {
                formerRegions.add(earlier.from());
            }
            equipment.rows().store().scanMoved(change.workspace(), earlier.id(), this::learn);
        }
        formerRegions.remove(change.to());
        formerPlaces.removeIf(place -> place.region().equals(change.to()));
    }

    private void learn(MovedObject moved) {
        if (!moved.fromRegion().isEmpty()) {
            formerRegions.add(moved.fromRegion());
            formerPlaces.add(new Place(moved.fromRegion(), moved.fromBackend()));
        }
    }

    private void requireAllServed() throws StorageException {
        for (String region : formerRegions) {
            if (equipment.backends().of(region).isEmpty()) {
                throw new StorageException(
                        Reason.NO_BACKEND,
                        "no storage serves " + region + ": it cannot be looked through for left-overs");
            }
        }
        for (Place place : formerPlaces) {
            if (equipment.backends().of(place.region(), place.backend()).isEmpty()) {
                throw new StorageException(
                        Reason.NO_BACKEND,
                        "the storage " + place.backend() + " of " + place.region()
                                + " is not there: it cannot be looked through for left-overs");
            }
        }
    }

    private Scan scan(StorageBackend backend) throws StorageException, InterruptedException {
        Tally tally = new Tally(backend);
        try {
            Listing.forEach(backend, prefix(), tally::eraseLeftOver);
            Listing.forEach(backend, prefix(), Sweep::refuse);
            return new Scan(backend.region(), backend.name(), true, tally.erased);
        } catch (StorageException e) {
            pace.check();
            if (formerRegions.contains(backend.region()) || tally.found) {
                throw e;
            }
            return new Scan(backend.region(), backend.name(), false, Amount.NONE);
        }
    }

    private String prefix() {
        return change.workspace().value() + "/";
    }

    private static void refuse(ObjectKey key) throws StorageException {
        throw new StorageException(Reason.TRY_AGAIN, "something is left that was erased: " + key.path());
    }

    /** What a scan of one backend has found. */
    private final class Tally {
        private final StorageBackend backend;
        private Amount erased = Amount.NONE;
        private boolean found;

        Tally(StorageBackend backend) {
            this.backend = backend;
        }

        void eraseLeftOver(ObjectKey key) throws StorageException {
            found = true;
            try {
                pace.check();
            } catch (InterruptedException e) {
                throw new StorageException(Reason.TRY_AGAIN, "the change rests", e);
            }
            if (equipment.owners().claim(caller, key, backend.region())) {
                throw new StorageException(
                        Reason.EXISTS,
                        key.path() + " in storage " + backend.name() + " of " + backend.region() + " is still in use");
            }
            separation.require(backend);
            long length = backend.length(key).orElse(0L);
            if (backend.delete(key)) {
                erased = erased.plus(new Amount(1, length));
            }
        }
    }

    /**
     * In the destination: copies that were made in vain, or whose owner has erased them since; and older copies in a backend
     * that did not answer while another one took the object.
     */
    private void eraseUseless() throws StorageException, InterruptedException {
        List<StorageException> failures = new ArrayList<>();
        equipment.rows().store().scanMoved(change.workspace(), change.id(), moved -> {
            if (failures.isEmpty()) {
                try {
                    eraseUseless(moved);
                } catch (StorageException e) {
                    failures.add(e);
                }
            }
        });
        pace.check();
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    private void eraseUseless(MovedObject moved) throws StorageException {
        ObjectKey key = ObjectKey.parse(moved.path());
        boolean claimed = equipment.owners().claim(caller, key, change.to());
        for (StorageBackend backend : equipment.backends().of(change.to())) {
            if (!claimed) {
                Backends.guarded(backend, () -> backend.delete(key));
            } else if (!backend.name().equals(moved.toBackend())) {
                eraseDouble(moved, key, backend);
            }
        }
    }

    /** Two backends of one region may well be one place: one that was given another name. */
    private void eraseDouble(MovedObject moved, ObjectKey key, StorageBackend other) throws StorageException {
        Optional<StorageBackend> holder = equipment.backends().of(change.to(), moved.toBackend());
        if (Backends.guarded(other, () -> other.length(key)).isPresent()
                && holder.isPresent()
                && separation.areApart(holder.get(), other)) {
            Backends.guarded(other, () -> other.delete(key));
        }
    }
}
