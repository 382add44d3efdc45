package org.sightline.recording.internal.library;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.sightline.access.AccessControl;
import org.sightline.access.AccessRequest;
import org.sightline.access.Action;
import org.sightline.access.Resource;
import org.sightline.audit.Audit;
import org.sightline.events.Events;
import org.sightline.keys.DataKey;
import org.sightline.keys.Keys;
import org.sightline.keys.KeysException;
import org.sightline.recording.IntegrityChecks;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingException;
import org.sightline.recording.RecordingId;
import org.sightline.recording.Recordings.Verification;
import org.sightline.recording.internal.ChecksConfig;
import org.sightline.recording.internal.spool.Sidecars;
import org.sightline.recording.spi.RecordingCheckStore;
import org.sightline.recording.spi.RecordingStore;
import org.sightline.storage.Storage;
import org.sightline.storage.StorageException;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.WorkspaceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks what is stored, one recording after another, in one thread and at a bounded rate. */
@Component(configurationPid = ChecksConfig.PID, immediate = true)
@Designate(ocd = ChecksConfig.class)
public final class BackgroundChecks implements IntegrityChecks {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundChecks.class);
    private static final int PAGE = 20;
    private static final int MOST_LISTED = 200;
    private static final int MOST_UNREADABLE = 1_000;
    private static final Duration UNREADABLE_REST = Duration.ofHours(1);
    private static final long IDLE_MILLIS = 60_000;
    private static final int CLOSE_SECONDS = 10;

    private final RecordingCheckStore checks;
    private final AccessControl access;
    private final Audit audit;
    private final Sidecars sidecars;
    private final SealedTakes takes;
    private final Verdicts verdicts;
    private final Clock clock;
    private final long bytesPerSecond;
    private final Pace pace;
    private final Duration every;
    private final ScheduledExecutorService worker;
    private final Map<WorkspaceId, WorkspaceCheck> asked = new ConcurrentHashMap<>();
    /** Until when what cannot be read rests; only the worker uses it. */
    private final Map<RecordingId, Instant> resting = new HashMap<>();

    @Activate
    public BackgroundChecks(
            ChecksConfig config,
            @Reference RecordingStore store,
            @Reference RecordingCheckStore checks,
            @Reference Events events,
            @Reference Storage storage,
            @Reference Keys keys,
            @Reference Sidecars sidecars,
            @Reference AccessControl access,
            @Reference Audit audit) {
        this(
                config.bytesPerSecond(),
                config.everyDays(),
                store,
                checks,
                events,
                storage,
                keys,
                sidecars,
                access,
                audit,
                Clock.systemUTC(),
                IDLE_MILLIS);
    }

    BackgroundChecks(
            long bytesPerSecond,
            int everyDays,
            RecordingStore store,
            RecordingCheckStore checks,
            Events events,
            Storage storage,
            Keys keys,
            Sidecars sidecars,
            AccessControl access,
            Audit audit,
            Clock clock,
            long idleMillis) {
        this.bytesPerSecond = within("bytesPerSecond", bytesPerSecond, 10_000_000_000L);
        every = Duration.ofDays(within("everyDays", everyDays, 3_650));
        this.checks = checks;
        this.access = access;
        this.audit = audit;
        this.sidecars = sidecars;
        this.clock = clock;
        takes = new SealedTakes(store, Optional.empty(), storage, recording -> key(keys, recording));
        verdicts = new Verdicts(checks, events, audit, clock);
        pace = new Pace(Math.max(1, bytesPerSecond));
        worker = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "sightline-recording-checks");
            thread.setDaemon(true);
            thread.setPriority(Thread.MIN_PRIORITY);
            return thread;
        });
        if (bytesPerSecond > 0) {
            worker.scheduleWithFixedDelay(this::rounds, idleMillis, idleMillis, TimeUnit.MILLISECONDS);
        }
    }

    private static long within(String key, long value, long most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(ChecksConfig.PID + ": " + key + " must be 0 to " + most);
        }
        return value;
    }

    private static byte[] key(Keys keys, Recording recording) throws KeysException {
        Caller platform = Caller.platform(recording.workspace());
        try (DataKey key = keys.unwrap(platform, recording.key(), recording.id().value())) {
            return key.bytes();
        }
    }

    @Override
    public Findings findings(Caller caller) {
        require(caller);
        RecordingCheckStore.Summary sum = checks.summary(caller.workspace());
        List<Damaged> worst = checks.damaged(caller.workspace(), MOST_LISTED).stream()
                .flatMap(recording -> recording.check().stream().map(check -> new Damaged(recording.id(), check)))
                .toList();
        Optional<Progress> progress =
                Optional.ofNullable(asked.get(caller.workspace())).map(WorkspaceCheck::progress);
        return new Findings(sum.stored(), sum.checked(), sum.damaged(), sum.oldest(), worst, progress);
    }

    @Override
    public Progress begin(Caller caller) {
        require(caller);
        if (bytesPerSecond == 0) {
            throw new RecordingException(
                    "checks-off", "bytesPerSecond of " + ChecksConfig.PID + " is 0: nothing is checked", null);
        }
        WorkspaceCheck check = asked.compute(caller.workspace(), (workspace, last) -> {
            if (last != null && !last.progress().done()) {
                return last;
            }
            Instant now = clock.instant();
            audit.record(caller, "recording.checks-begun", workspace.value(), Audit.Outcome.DONE, Map.of());
            return new WorkspaceCheck(workspace, now, checks.countDue(workspace, now));
        });
        worker.execute(this::rounds);
        return check.progress();
    }

    private void require(Caller caller) {
        access.require(new AccessRequest(caller, Action.RECORDING_VERIFY, Resource.of(caller.workspace())));
    }

    /** Goes on until nothing is due; what somebody asked for comes first, a page of each workspace in turn. */
    private void rounds() {
        try {
            boolean more = true;
            while (more && !worker.isShutdown()) {
                more = asked() || dueByAge();
            }
        } catch (RuntimeException e) { // the database is away: the next round tries again
            LOG.warn("checks of recordings wait: {}", e.toString());
        }
    }

    private boolean asked() {
        boolean some = false;
        for (WorkspaceCheck check : asked.values()) {
            if (!check.progress().done()) {
                some = true;
                List<Recording> page = checks.due(check.workspace(), check.startedAt(), check.unreadable(), PAGE);
                for (Recording recording : page) {
                    check.found(recording.id(), verified(recording));
                }
                if (page.isEmpty() || check.unreadable().size() >= MOST_UNREADABLE) {
                    check.end();
                }
            }
        }
        return some;
    }

    private boolean dueByAge() {
        if (every.isZero()) {
            return false;
        }
        Instant now = clock.instant();
        resting.values().removeIf(until -> until.isBefore(now));
        if (resting.size() >= MOST_UNREADABLE) {
            return false;
        }
        List<Recording> page = checks.dueAnywhere(now.minus(every), resting.keySet(), PAGE);
        for (Recording recording : page) {
            if (verified(recording).isEmpty()) {
                resting.put(recording.id(), now.plus(UNREADABLE_REST));
            }
        }
        return !page.isEmpty();
    }

    /** Whether it is intact; empty if that cannot be told now. */
    private Optional<Boolean> verified(Recording recording) {
        if (worker.isShutdown()) {
            return Optional.empty();
        }
        try {
            Verification found = takes.verify(recording, pace::over);
            verdicts.keep(recording, renewed(recording) ? withSidecar(found) : found);
            return Optional.of(found.intact());
        } catch (RecordingException e) {
            LOG.debug("{} cannot be checked now", recording.id(), e);
            return Optional.empty();
        }
    }

    /** The copy of the key is made again from the library if it is not what it must be. */
    private boolean renewed(Recording recording) {
        try {
            boolean renewed = !sidecars.intact(recording) && sidecars.renew(recording.workspace(), recording.id());
            if (renewed) {
                LOG.warn("the sidecar of {} was missing or not its own; it is written anew", recording.id());
            }
            return renewed;
        } catch (StorageException | IOException | RuntimeException e) {
            LOG.warn("the sidecar of {} cannot be checked or written anew now", recording.id(), e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Verification withSidecar(Verification found) {
        return new Verification(
                found.intact(),
                found.takes(),
                found.records(),
                found.bytes(),
                found.message() + "; the copy of its key was missing or another one, and is written anew");
    }

    @Deactivate
    void close() throws InterruptedException {
        worker.shutdownNow();
        if (!worker.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("a check of a recording does not end; the next start checks it again");
        }
    }
}
