package org.sightline.storage.internal.move;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.sightline.storage.RegionChange;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;
import org.sightline.storage.spi.ObjectOwner;
import org.sightline.tenancy.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Once through everything that lies outside the new region, some sets at once. What cannot move now is left for the next. */
final class Pass {
    private static final Logger LOG = LoggerFactory.getLogger(Pass.class);
    private static final int BATCH = 100;
    private static final int MOST_LEFT = 1_000;
    private static final int MOST_IN_A_ROW = 3;

    private final Equipment equipment;
    private final RegionChange change;
    private final Caller caller;
    private final Pace pace;
    private final Progress progress;
    private final Separation separation;
    private final long endsAt;
    private final Set<String> moved = new HashSet<>();
    /** Those that are being moved, or could not. */
    private final Set<String> left = new HashSet<>();

    private int failed;
    private int failedInARow;
    private int waiting;
    private String firstFailure = "";
    private Optional<Throwable> brokenOff = Optional.empty();

    Pass(Equipment equipment, RegionChange change, Caller caller, Pace pace, Progress progress, Separation separation) {
        this.equipment = equipment;
        this.change = change;
        this.caller = caller;
        this.pace = pace;
        this.progress = progress;
        this.separation = separation;
        this.endsAt = System.nanoTime() + equipment.turn().toNanos();
    }

    /** Whether anything has followed. */
    synchronized boolean hasMoved() {
        return !moved.isEmpty();
    }

    /** Whether it stopped only because others wait for their turn. */
    boolean turnIsOver() {
        return System.nanoTime() >= endsAt;
    }

    /** What kept sets from following; empty if none was kept. */
    synchronized Optional<String> obstacle() {
        if (failed > 0) {
            return Optional.of(failed + " could not move, tries again: " + firstFailure);
        }
        return waiting > 0
                ? Optional.of("waits for " + waiting + " that are still being made or stored")
                : Optional.empty();
    }

    void run() throws StorageException, InterruptedException {
        AtomicInteger number = new AtomicInteger();
        ExecutorService workers = Executors.newFixedThreadPool(
                equipment.atOnce(), work -> new Thread(work, "sightline-region-copy-" + number.incrementAndGet()));
        try {
            for (ObjectOwner owner : equipment.owners().requireAll()) {
                run(owner, workers);
            }
        } finally {
            workers.shutdown();
        }
    }

    private void run(ObjectOwner owner, ExecutorService workers) throws InterruptedException {
        synchronized (this) {
            left.clear();
        }
        Semaphore free = new Semaphore(equipment.atOnce());
        try {
            Deque<String> next = new ArrayDeque<>();
            while (goesOn()) {
                if (next.isEmpty()) {
                    next.addAll(nextSets(owner));
                }
                String set = next.poll();
                if (set == null) {
                    return;
                }
                free.acquire();
                workers.execute(() -> {
                    try {
                        move(owner, set);
                    } finally {
                        free.release();
                    }
                });
            }
        } finally {
            free.acquireUninterruptibly(equipment.atOnce());
            rethrow();
        }
    }

    private synchronized boolean goesOn() throws InterruptedException {
        pace.check();
        return brokenOff.isEmpty() && left.size() < MOST_LEFT && failedInARow < MOST_IN_A_ROW && !turnIsOver();
    }

    private List<String> nextSets(ObjectOwner owner) {
        Set<String> except;
        synchronized (this) {
            except = Set.copyOf(left);
        }
        List<String> sets = owner.setsOutside(caller, change.to(), except, BATCH);
        synchronized (this) {
            left.addAll(sets);
        }
        return sets;
    }

    private synchronized void rethrow() throws InterruptedException {
        Throwable failure = brokenOff.orElse(null);
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure instanceof InterruptedException stopped) {
            throw stopped;
        }
    }

    private void move(ObjectOwner owner, String set) {
        try {
            pace.check();
            progress.message("moves " + owner.name() + ": " + set);
            CopyRelocation relocation =
                    new CopyRelocation(equipment, change, caller, owner.name(), set, pace, separation, progress::flow);
            if (follow(owner, set, relocation)) {
                progress.setMoved(relocation.erased());
            }
        } catch (InterruptedException | RuntimeException | Error e) { // stopped; or the row cannot be written
            synchronized (this) {
                brokenOff = brokenOff.or(() -> Optional.of(e));
            }
        }
    }

    private boolean follow(ObjectOwner owner, String set, CopyRelocation relocation) throws InterruptedException {
        try {
            boolean followed = owner.move(caller, set, change.to(), relocation);
            return followed ? hasMoved(set) : mustWait();
        } catch (StorageException e) {
            failed(set, e, relocation.troubled());
        } catch (RuntimeException | LinkageError e) { // an owner of somebody else's bundle, perhaps being stopped
            pace.check();
            failed(set, new StorageException(Reason.TRY_AGAIN, owner.name() + " failed: " + e, e), Troubled.OWNER);
        }
        return false;
    }

    private synchronized boolean hasMoved(String set) {
        if (!moved.add(set)) { // it is asked for no more in this pass
            failed(set, new StorageException(Reason.TRY_AGAIN, set + " moves again and again"), Troubled.OWNER);
            return false;
        }
        left.remove(set);
        failedInARow = 0;
        return true;
    }

    private synchronized boolean mustWait() {
        waiting++;
        return false;
    }

    /** What is damaged stays behind alone; what fails for now will fail for the next set too. */
    private synchronized void failed(String set, StorageException failure, Troubled troubled) {
        boolean damaged = failure.reason() == Reason.CORRUPT || failure.reason() == Reason.NOT_FOUND;
        failed++;
        failedInARow += damaged && troubled != Troubled.DESTINATION ? 0 : 1;
        if (firstFailure.isEmpty()) {
            firstFailure = failure.getMessage();
            LOG.warn("{} cannot move to {} for now: {}", set, change.to(), failure.getMessage());
        }
    }
}
