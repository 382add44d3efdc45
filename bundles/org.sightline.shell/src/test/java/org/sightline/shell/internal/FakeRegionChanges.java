package org.sightline.shell.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.sightline.storage.RegionChange;
import org.sightline.storage.RegionChange.Amount;
import org.sightline.storage.RegionChange.Pauses;
import org.sightline.storage.RegionChange.SignedReport;
import org.sightline.storage.RegionChange.State;
import org.sightline.storage.RegionChangeId;
import org.sightline.storage.RegionChanges;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;
import org.sightline.tenancy.Caller;

/** Changes of region that move nothing by themselves. */
final class FakeRegionChanges implements RegionChanges {
    final List<RegionChange> changes = new ArrayList<>();
    SignedReport report = new SignedReport("{}", "Ed25519", text("key"), text("signature"));
    Reason fails;

    private static String text(String bytes) {
        return Base64.getEncoder().encodeToString(bytes.getBytes());
    }

    @Override
    public Plan plan(Caller caller, String region) throws StorageException {
        if (fails != null) {
            throw new StorageException(fails, "s3-main: the bucket does not answer");
        }
        return new Plan("ca-central-1", region, new Amount(12, 3_450_000), 1, Optional.of(Duration.ofSeconds(90)));
    }

    @Override
    public RegionChange begin(Caller caller, String region, long bytesPerSecond) throws StorageException {
        Plan plan = plan(caller, region);
        RegionChange begun = new RegionChange(
                RegionChangeId.fresh(),
                caller.workspace(),
                plan.from(),
                region,
                caller.subject(),
                State.RUNNING,
                plan.amount(),
                new Amount(5, 999),
                bytesPerSecond,
                "copies rec_1",
                Pauses.NONE,
                FakePlatform.NOW,
                Optional.empty(),
                Optional.empty(),
                1);
        changes.add(begun);
        return begun;
    }

    @Override
    public List<RegionChange> list(Caller caller, int limit) {
        return changes.stream().limit(limit).toList();
    }

    @Override
    public Optional<RegionChange> find(Caller caller, RegionChangeId id) {
        return changes.stream().filter(change -> change.id().equals(id)).findFirst();
    }

    @Override
    public RegionChange pause(Caller caller, RegionChangeId id) throws StorageException {
        RegionChange change = going(caller, id);
        return replace(change, State.PAUSED, change.bytesPerSecond());
    }

    @Override
    public RegionChange resume(Caller caller, RegionChangeId id) throws StorageException {
        RegionChange change = going(caller, id);
        return replace(change, State.RUNNING, change.bytesPerSecond());
    }

    @Override
    public RegionChange limit(Caller caller, RegionChangeId id, long bytesPerSecond) throws StorageException {
        RegionChange change = going(caller, id);
        return replace(change, change.state(), bytesPerSecond);
    }

    /** All of it has been moved. */
    RegionChange finish(RegionChange change) {
        return replace(change, State.DONE, change.bytesPerSecond());
    }

    private RegionChange going(Caller caller, RegionChangeId id) throws StorageException {
        RegionChange change =
                find(caller, id).orElseThrow(() -> new StorageException(Reason.NOT_FOUND, "there is no change " + id));
        if (change.endedAt().isPresent()) {
            throw new StorageException(Reason.EXISTS, "the change has ended");
        }
        return change;
    }

    private RegionChange replace(RegionChange old, State state, long bytesPerSecond) {
        boolean done = state == State.DONE;
        RegionChange change = new RegionChange(
                old.id(),
                old.workspace(),
                old.from(),
                old.to(),
                old.requestedBy(),
                state,
                old.total(),
                old.moved(),
                bytesPerSecond,
                old.message(),
                old.pauses(),
                old.startedAt(),
                done ? Optional.of(FakePlatform.NOW) : Optional.empty(),
                done ? Optional.of(report) : Optional.empty(),
                old.version() + 1);
        changes.set(changes.indexOf(old), change);
        return change;
    }
}
