package org.sightline.storage.internal.move;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sightline.audit.Audit;
import org.sightline.keys.KeysException;
import org.sightline.keys.Signatures.Signature;
import org.sightline.storage.RegionChange;
import org.sightline.storage.RegionChange.Amount;
import org.sightline.storage.RegionChange.SignedReport;
import org.sightline.storage.RegionChange.State;
import org.sightline.storage.StorageException;
import org.sightline.storage.spi.ObjectOwner.Holdings;
import org.sightline.tenancy.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The work of one change, turn by turn, until nothing of the workspace is left outside its region. */
final class Mover {
    private static final Logger LOG = LoggerFactory.getLogger(Mover.class);

    private final Equipment equipment;
    private final RegionChange change;
    private final Caller caller;
    private final Pace pace;
    private final Separation separation;
    private Duration pause;

    Mover(Equipment equipment, RegionChange change) {
        this.equipment = equipment;
        this.change = change;
        this.caller = Caller.platform(change.workspace());
        this.pace = new Pace(change.bytesPerSecond());
        this.separation = new Separation(equipment.backends(), change.workspace(), change.to());
        this.pause = equipment.firstPause();
    }

    RegionChange change() {
        return change;
    }

    /** From any thread: how fast it may copy. */
    void limit(long bytesPerSecond) {
        pace.limit(bytesPerSecond);
    }

    /** From any thread: it stops at the next byte. */
    void stop() {
        pace.stop();
    }

    /**
     * Works one turn.
     *
     * @return when to go on; empty if the change has ended, rests or was stopped
     */
    Optional<Duration> turn() {
        try {
            return work();
        } catch (InterruptedException e) {
            return Optional.empty();
        } catch (RuntimeException e) { // the database or the audit log, for now
            LOG.warn("The change of region {} waits: {}", change.id(), e.toString());
            return Optional.of(longer());
        }
    }

    private Optional<Duration> work() throws InterruptedException {
        pace.check();
        Optional<RegionChange> row = equipment.rows().store().find(change.workspace(), change.id());
        if (row.filter(now -> now.state() == State.RUNNING).isEmpty()) {
            return Optional.empty();
        }
        if (!equipment.workspaces().get(caller).region().equals(change.to())) { // broken off before it was changed
            equipment.workspaces().changeRegion(caller, change.to());
        }
        Progress progress = new Progress(equipment.rows(), row.get(), pace);
        try {
            return Optional.ofNullable(work(progress));
        } catch (StorageException e) {
            progress.say("waits: " + e.getMessage());
            return Optional.of(longer());
        }
    }

    /** @return null if it is done */
    private Duration work(Progress progress) throws StorageException, InterruptedException {
        progress.reconcile(equipment.owners().outside(caller, change.to()));
        Probe.ready(equipment.backends(), change.to());
        separation.requireOfAll();
        Pass pass = new Pass(equipment, change, caller, pace, progress, separation);
        pass.run();
        if (pass.hasMoved()) {
            pause = equipment.firstPause();
        }
        if (pass.turnIsOver()) {
            return Duration.ZERO;
        }
        Holdings left = equipment.owners().outside(caller, change.to());
        if (left.sets() > 0) {
            progress.say(pass.obstacle().orElse("goes on with what has come since"));
            return longer();
        }
        finish(progress);
        return null;
    }

    private Duration longer() {
        Duration now = pause;
        Duration twice = pause.multipliedBy(2);
        pause = twice.compareTo(equipment.longestPause()) > 0 ? equipment.longestPause() : twice;
        return now;
    }

    private void finish(Progress progress) throws StorageException, InterruptedException {
        progress.say("looks for left-overs in the other regions");
        new Probe(equipment.backends(), change.workspace(), change.to()).eraseRemains();
        List<Sweep.Scan> scans = new Sweep(equipment, change, caller, pace, separation).run();
        Report report = new Report(equipment, change, caller);
        report.gather();
        if (equipment.owners().outside(caller, change.to()).sets() > 0) {
            throw new StorageException(StorageException.Reason.TRY_AGAIN, "more has come meanwhile");
        }
        Amount left = scans.stream().map(Sweep.Scan::erased).reduce(Amount.NONE, Amount::plus);
        Instant now = equipment.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        RegionChange row = equipment
                .rows()
                .store()
                .find(change.workspace(), change.id())
                .filter(found -> found.state() == State.RUNNING)
                .orElseThrow(() -> new InterruptedException("the change is not running"));
        SignedReport signed = sign(report.content(row, now, scans));
        equipment
                .audit()
                .record(
                        caller,
                        "region-change.done",
                        change.id().value(),
                        Audit.Outcome.DONE,
                        Map.of(
                                "from", change.from(),
                                "to", change.to(),
                                "objects", String.valueOf(report.amount().objects()),
                                "bytes", String.valueOf(report.amount().bytes()),
                                "leftOversErased", String.valueOf(left.objects())));
        String message = "done: nothing is left outside " + change.to();
        equipment
                .rows()
                .change(
                        change.workspace(),
                        change.id(),
                        found -> found.state() == State.RUNNING
                                ? Optional.of(new Draft(found)
                                        .become(State.DONE, now)
                                        .amounts(progress.total(), progress.total())
                                        .message(message)
                                        .report(signed))
                                : Optional.empty());
        LOG.info(
                "The change of region {} is done: {} objects moved",
                change.id(),
                report.amount().objects());
    }

    private SignedReport sign(String content) throws StorageException {
        try {
            Signature signature = equipment.signatures().sign(content.getBytes(StandardCharsets.UTF_8));
            return new SignedReport(content, signature.algorithm(), signature.publicKey(), signature.value());
        } catch (KeysException e) {
            throw new StorageException(
                    StorageException.Reason.TRY_AGAIN, "the report cannot be signed: " + e.getMessage(), e);
        }
    }
}
