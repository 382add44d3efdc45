package org.sightline.storage.internal.move;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.sightline.storage.RegionChange;
import org.sightline.storage.RegionChange.Amount;
import org.sightline.storage.RegionChange.State;
import org.sightline.storage.spi.ObjectOwner.Holdings;

/** How far a change has come, written to its row at most about once a second while bytes flow. */
final class Progress {
    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1);
    private static final long MEGABYTE = 1 << 20;

    private final ChangeRows rows;
    private final RegionChange change;
    private final Pace pace;
    private Amount total;
    private Amount moved;
    private String message;
    private long flowed;
    private long writtenAt = System.nanoTime();

    Progress(ChangeRows rows, RegionChange change, Pace pace) {
        this.rows = rows;
        this.change = change;
        this.pace = pace;
        total = change.total();
        moved = change.moved();
        message = change.message();
    }

    synchronized Amount total() {
        return total;
    }

    /** Holds what is known against what is left: a crash may have lost the count of a set, and new sets may have come. */
    synchronized void reconcile(Holdings left) {
        Amount rest = left.amount();
        moved = new Amount(
                Math.max(moved.objects(), total.objects() - rest.objects()),
                Math.max(moved.bytes(), total.bytes() - rest.bytes()));
        total = new Amount(
                Math.max(total.objects(), moved.objects() + rest.objects()),
                Math.max(total.bytes(), moved.bytes() + rest.bytes()));
    }

    synchronized void setMoved(Amount amount) throws InterruptedException {
        moved = moved.plus(amount);
        total = new Amount(Math.max(total.objects(), moved.objects()), Math.max(total.bytes(), moved.bytes()));
        write();
    }

    /** What is done now; written with the next progress. */
    synchronized void message(String text) {
        message = text;
    }

    /** What holds it back; written at once. */
    synchronized void say(String text) throws InterruptedException {
        message = text;
        flowed = 0;
        write();
    }

    /** Bytes that were copied or read back. */
    synchronized void flow(int bytes) {
        flowed += bytes;
        if (System.nanoTime() - writtenAt > INTERVAL) {
            try {
                write();
            } catch (InterruptedException e) {
                pace.stop(); // the next byte finds it stopped
            }
        }
    }

    /** @throws InterruptedException if the change is not running any more */
    synchronized void write() throws InterruptedException {
        pace.check();
        writtenAt = System.nanoTime();
        Optional<RegionChange> row = rows.change(change.workspace(), change.id(), this::draft);
        if (row.filter(now -> now.state() == State.RUNNING).isEmpty()) {
            throw new InterruptedException("the change is not running");
        }
        pace.limit(row.get().bytesPerSecond());
    }

    private Optional<Draft> draft(RegionChange now) {
        String text = flowed > MEGABYTE ? message + ", " + flowed / MEGABYTE + " MB copied or read back" : message;
        boolean news = !now.total().equals(total)
                || !now.moved().equals(moved)
                || !now.message().equals(text);
        return news && now.state() == State.RUNNING
                ? Optional.of(new Draft(now).amounts(total, moved).message(text))
                : Optional.empty();
    }
}
