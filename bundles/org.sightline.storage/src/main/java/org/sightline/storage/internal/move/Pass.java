package org.sightline.storage.internal.move;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sightline.storage.RegionChange;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;
import org.sightline.storage.spi.ObjectOwner;
import org.sightline.tenancy.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Once through everything that lies outside the new region. What cannot move now is left for the next pass. */
final class Pass {
    private static final Logger LOG = LoggerFactory.getLogger(Pass.class);
    private static final int BATCH = 100;
    private static final int MOST_LEFT = 2_000;
    private static final int MOST_IN_A_ROW = 3;

    private final Equipment equipment;
    private final RegionChange change;
    private final Caller caller;
    private final Pace pace;
    private final Progress progress;
    private final Separation separation;
    private final long endsAt;
    private long moved;
    private int failed;
    private int failedInARow;
    private int waiting;
    private String firstFailure = "";

    Pass(Equipment equipment, RegionChange change, Caller caller, Pace pace, Progress progress, Separation separation) {
        this.equipment = equipment;
        this.change = change;
        this.caller = caller;
        this.pace = pace;
        this.progress = progress;
        this.separation = separation;
        this.endsAt = System.nanoTime() + equipment.turn().toNanos();
    }

    /** How many sets have followed. */
    long moved() {
        return moved;
    }

    /** Whether it stopped only because others wait for their turn. */
    boolean turnIsOver() {
        return System.nanoTime() >= endsAt;
    }

    /** What kept sets from following; empty if none was kept. */
    Optional<String> obstacle() {
        if (failed > 0) {
            return Optional.of(failed + " could not move, tries again: " + firstFailure);
        }
        return waiting > 0
                ? Optional.of("waits for " + waiting + " that are still being made or stored")
                : Optional.empty();
    }

    void run() throws StorageException, InterruptedException {
        for (ObjectOwner owner : equipment.owners().requireAll()) {
            run(owner);
        }
    }

    private void run(ObjectOwner owner) throws InterruptedException {
        Set<String> left = new HashSet<>();
        while (left.size() < MOST_LEFT && !turnIsOver() && failedInARow < MOST_IN_A_ROW) {
            List<String> sets = owner.setsOutside(caller, change.to(), Set.copyOf(left), BATCH);
            if (sets.isEmpty()) {
                return;
            }
            for (String set : sets) {
                if (turnIsOver() || failedInARow >= MOST_IN_A_ROW) {
                    return;
                }
                pace.check();
                move(owner, set);
                left.add(set); // one that has followed is not among the next; else it would be asked for without end
            }
        }
    }

    private void move(ObjectOwner owner, String set) throws InterruptedException {
        progress.message("moves " + owner.name() + ": " + set);
        CopyRelocation relocation =
                new CopyRelocation(equipment, change, caller, owner.name(), set, pace, separation, progress::flow);
        try {
            if (owner.move(caller, set, change.to(), relocation)) {
                moved++;
                failedInARow = 0;
                progress.setMoved(relocation.erased());
            } else {
                waiting++;
            }
        } catch (StorageException e) {
            failed(set, e, relocation.troubled());
        } catch (RuntimeException | LinkageError e) { // an owner of somebody else's bundle, perhaps being stopped
            pace.check();
            failed(set, new StorageException(Reason.TRY_AGAIN, owner.name() + " failed: " + e, e), Troubled.OWNER);
        }
    }

    /** What is damaged stays behind alone; what fails for now will fail for the next set too. */
    private void failed(String set, StorageException failure, Troubled troubled) {
        boolean damaged = failure.reason() == Reason.CORRUPT || failure.reason() == Reason.NOT_FOUND;
        failed++;
        failedInARow += damaged && troubled != Troubled.DESTINATION ? 0 : 1;
        if (firstFailure.isEmpty()) {
            firstFailure = failure.getMessage();
            LOG.warn("{} cannot move to {} for now: {}", set, change.to(), failure.getMessage());
        }
    }
}
