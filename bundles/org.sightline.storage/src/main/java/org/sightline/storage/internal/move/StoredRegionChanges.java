package org.sightline.storage.internal.move;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.sightline.audit.Audit;
import org.sightline.keys.Signatures;
import org.sightline.storage.RegionChange;
import org.sightline.storage.RegionChange.Amount;
import org.sightline.storage.RegionChange.Pauses;
import org.sightline.storage.RegionChange.State;
import org.sightline.storage.RegionChangeId;
import org.sightline.storage.RegionChanges;
import org.sightline.storage.Storage;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;
import org.sightline.storage.internal.Backends;
import org.sightline.storage.internal.StorageConfig;
import org.sightline.storage.spi.ObjectOwner.Holdings;
import org.sightline.storage.spi.RegionChangeStore;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Names;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.Workspaces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes of region over their store: the row before the deed, and what a restart finds under way goes on. */
@Component(immediate = true, configurationPid = StorageConfig.PID)
public final class StoredRegionChanges implements RegionChanges {
    private static final Logger LOG = LoggerFactory.getLogger(StoredRegionChanges.class);
    private static final int MOST_LISTED = 200;
    private static final int MOST_AT_ONCE = 32;
    private static final Duration TAKE_UP_AGAIN = Duration.ofSeconds(2);

    private final Equipment equipment;
    private final Movers movers = new Movers();
    private final Estimates estimates;
    private final Runnable wake = movers::wake;

    @Activate
    public StoredRegionChanges(
            StorageConfig config,
            @Reference Workspaces workspaces,
            @Reference RegionChangeStore store,
            @Reference Audit audit,
            @Reference Signatures signatures,
            @Reference Backends backends,
            @Reference Owners owners,
            @Reference Storage storage) {
        this(new Equipment(
                workspaces,
                new ChangeRows(store),
                audit,
                signatures,
                backends,
                owners,
                storage,
                Clock.systemUTC(),
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                atOnce(config.moveAtOnce())));
    }

    private static int atOnce(int sets) {
        if (sets < 1 || sets > MOST_AT_ONCE) {
            throw new IllegalArgumentException("moveAtOnce of org.sightline.storage: 1 to " + MOST_AT_ONCE);
        }
        return sets;
    }

    StoredRegionChanges(Equipment equipment) {
        this.equipment = equipment;
        this.estimates = new Estimates(equipment.backends());
        equipment.backends().watch(wake);
        equipment.owners().watch(wake);
        movers.later(Duration.ZERO, this::takeUp);
    }

    @Deactivate
    void close() {
        equipment.owners().unwatch(wake);
        equipment.backends().unwatch(wake);
        estimates.close();
        movers.close();
    }

    /** Goes on with what an earlier run has left. Of several of one workspace only the newest counts. */
    private synchronized void takeUp() {
        try {
            Map<WorkspaceId, RegionChange> newest = new HashMap<>();
            List<RegionChange> unfinished = equipment.rows().store().unfinished();
            for (RegionChange each : unfinished) {
                newest.merge(each.workspace(), each, StoredRegionChanges::newer);
            }
            for (RegionChange each : newest.values()) {
                supersedeOthers(Caller.platform(each.workspace()), each);
            }
            newest.values().stream()
                    .filter(change -> change.state() == State.RUNNING)
                    .forEach(this::startUnlessStarted);
        } catch (RuntimeException e) { // the database is not there yet
            LOG.debug("Changes of region are taken up later", e);
            movers.later(TAKE_UP_AGAIN, this::takeUp);
        }
    }

    private void startUnlessStarted(RegionChange change) {
        boolean running = equipment
                .rows()
                .newest(change.workspace())
                .filter(newest -> newest.id().equals(change.id()) && newest.state() == State.RUNNING)
                .isPresent();
        if (running && !movers.has(change.id())) {
            movers.start(new Mover(equipment, change));
        }
    }

    private static RegionChange newer(RegionChange a, RegionChange b) {
        return a.startedAt().isAfter(b.startedAt()) ? a : b;
    }

    @Override
    public Plan plan(Caller caller, String region) throws StorageException {
        Names.requireRegion(region);
        Probe.ready(equipment.backends(), region);
        Holdings outside = outside(caller, region);
        String from = equipment.workspaces().get(caller).region();
        Optional<Duration> estimate = estimates.estimate(caller.workspace(), region, outside.amount());
        return new Plan(from, region, outside.amount(), outside.unready(), estimate);
    }

    private Holdings outside(Caller caller, String region) throws StorageException {
        Holdings outside = equipment.owners().outside(caller, region);
        if (outside.sets() == 0 && equipment.workspaces().get(caller).region().equals(region)) {
            throw new StorageException(Reason.EXISTS, "the workspace and all that it keeps is in " + region);
        }
        return outside;
    }

    @Override
    public synchronized RegionChange begin(Caller caller, String region, long bytesPerSecond) throws StorageException {
        Names.requireRegion(region);
        requireRate(bytesPerSecond);
        Probe.ready(equipment.backends(), region);
        Holdings outside = outside(caller, region);
        estimates.requireApart(caller.workspace(), region);
        RegionChange change = fresh(caller, region, bytesPerSecond, outside.amount());
        record(
                caller,
                "begun",
                change.id(),
                Map.of(
                        "from", change.from(),
                        "to", region,
                        "objects", String.valueOf(change.total().objects()),
                        "bytes", String.valueOf(change.total().bytes()),
                        "bytesPerSecond", String.valueOf(bytesPerSecond)));
        insert(caller, change);
        try {
            supersedeOthers(caller, change);
            equipment.workspaces().changeRegion(caller, region);
        } finally { // whatever could not be done yet, the mover does
            movers.start(new Mover(equipment, change));
        }
        return change;
    }

    private void insert(Caller caller, RegionChange change) {
        try {
            equipment.rows().store().insert(caller.workspace(), change);
        } catch (RuntimeException e) {
            record(caller, "begun", change.id(), Audit.Outcome.FAILED, Map.of("to", change.to()));
            throw e;
        }
    }

    private RegionChange fresh(Caller caller, String region, long bytesPerSecond, Amount total) {
        Instant now = now();
        Instant startedAt = equipment
                .rows()
                .newest(caller.workspace())
                .map(RegionChange::startedAt)
                .filter(last -> !last.isBefore(now))
                .map(last -> last.plusMillis(1)) // the newest is the one that counts
                .orElse(now);
        return new RegionChange(
                RegionChangeId.fresh(),
                caller.workspace(),
                equipment.workspaces().get(caller).region(),
                region,
                caller.subject(),
                State.RUNNING,
                total,
                Amount.NONE,
                bytesPerSecond,
                "begins",
                Pauses.NONE,
                startedAt,
                Optional.empty(),
                Optional.empty(),
                1);
    }

    private Instant now() {
        return equipment.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private void supersedeOthers(Caller caller, RegionChange change) {
        for (RegionChange other : equipment.rows().store().newest(change.workspace(), MOST_LISTED)) {
            if (other.id().equals(change.id()) || !other.state().mayBecome(State.SUPERSEDED)) {
                continue;
            }
            movers.stop(other.id());
            record(caller, "superseded", other.id(), Map.of("by", change.id().value()));
            equipment
                    .rows()
                    .change(
                            other.workspace(),
                            other.id(),
                            now -> now.state().mayBecome(State.SUPERSEDED)
                                    ? Optional.of(new Draft(now)
                                            .become(State.SUPERSEDED, now())
                                            .message("a later change to " + change.to() + " moves the rest"))
                                    : Optional.empty());
        }
    }

    private void record(Caller caller, String action, RegionChangeId id, Map<String, String> detail) {
        record(caller, action, id, Audit.Outcome.DONE, detail);
    }

    private void record(
            Caller caller, String action, RegionChangeId id, Audit.Outcome outcome, Map<String, String> detail) {
        equipment.audit().record(caller, "region-change." + action, id.value(), outcome, detail);
    }

    @Override
    public List<RegionChange> list(Caller caller, int limit) {
        if (limit < 1 || limit > MOST_LISTED) {
            throw new IllegalArgumentException("limit: 1 to " + MOST_LISTED);
        }
        return equipment.rows().store().newest(caller.workspace(), limit);
    }

    @Override
    public Optional<RegionChange> find(Caller caller, RegionChangeId id) {
        return equipment.rows().store().find(caller.workspace(), id);
    }

    @Override
    public synchronized RegionChange pause(Caller caller, RegionChangeId id) throws StorageException {
        if (requireOpen(caller, id).state() == State.RUNNING) {
            record(caller, "paused", id, Map.of());
        }
        RegionChange paused = change(
                caller,
                id,
                now -> now.state() == State.RUNNING
                        ? Optional.of(new Draft(now).become(State.PAUSED, now()).message("rests"))
                        : Optional.empty());
        movers.stop(id);
        return paused;
    }

    @Override
    public synchronized RegionChange resume(Caller caller, RegionChangeId id) throws StorageException {
        if (requireOpen(caller, id).state() == State.PAUSED) {
            record(caller, "resumed", id, Map.of());
        }
        RegionChange resumed = change(
                caller,
                id,
                now -> now.state() == State.PAUSED
                        ? Optional.of(
                                new Draft(now).become(State.RUNNING, now()).message("goes on"))
                        : Optional.empty());
        startUnlessStarted(resumed);
        return resumed;
    }

    @Override
    public synchronized RegionChange limit(Caller caller, RegionChangeId id, long bytesPerSecond)
            throws StorageException {
        requireRate(bytesPerSecond);
        requireOpen(caller, id);
        record(caller, "limited", id, Map.of("bytesPerSecond", String.valueOf(bytesPerSecond)));
        RegionChange limited = change(caller, id, now -> Optional.of(new Draft(now).limit(bytesPerSecond)));
        movers.limit(id, bytesPerSecond);
        return limited;
    }

    private static void requireRate(long bytesPerSecond) {
        if (bytesPerSecond < 0) {
            throw new IllegalArgumentException("bytesPerSecond: 0 or more");
        }
    }

    private RegionChange requireOpen(Caller caller, RegionChangeId id) throws StorageException {
        RegionChange found =
                find(caller, id).orElseThrow(() -> new StorageException(Reason.NOT_FOUND, "there is no change " + id));
        if (found.state().next().isEmpty()) {
            throw new StorageException(Reason.EXISTS, "the change " + id + " has ended");
        }
        return found;
    }

    private RegionChange change(Caller caller, RegionChangeId id, Function<RegionChange, Optional<Draft>> next)
            throws StorageException {
        equipment
                .rows()
                .change(
                        caller.workspace(),
                        id,
                        now -> now.state().next().isEmpty() ? Optional.empty() : next.apply(now));
        return requireOpen(caller, id);
    }
}
