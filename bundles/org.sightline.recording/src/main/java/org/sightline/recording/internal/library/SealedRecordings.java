package org.sightline.recording.internal.library;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.sightline.access.AccessControl;
import org.sightline.access.AccessRequest;
import org.sightline.access.Action;
import org.sightline.access.Decision;
import org.sightline.access.NotFoundException;
import org.sightline.access.Resource;
import org.sightline.audit.Audit;
import org.sightline.calls.CallId;
import org.sightline.events.Events;
import org.sightline.keys.Keys;
import org.sightline.recording.Playback;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingException;
import org.sightline.recording.RecordingId;
import org.sightline.recording.Recordings;
import org.sightline.recording.Take;
import org.sightline.recording.internal.sealed.SealedReader;
import org.sightline.recording.internal.spool.Spool;
import org.sightline.recording.spi.RecordingCheckStore;
import org.sightline.recording.spi.RecordingStore;
import org.sightline.storage.Storage;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.TenancyException;
import org.sightline.tenancy.User;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.Users;

/** The library and its playback: authorise, find, verify, release. */
@Component
public final class SealedRecordings implements Recordings {
    private static final int MOST = 200;
    private static final int MOST_SEARCHED = 1_000;

    private final RecordingStore store;
    private final AccessControl access;
    private final Audit audit;
    private final Users users;
    private final Viewers viewers;
    private final KeyCache keys;
    private final SealedTakes takes;
    private final Verdicts verdicts;
    private final ScheduledExecutorService sweeper;

    @Activate
    public SealedRecordings(
            @Reference RecordingStore store,
            @Reference RecordingCheckStore checks,
            @Reference Events events,
            @Reference Spool spool,
            @Reference Storage storage,
            @Reference Keys keys,
            @Reference AccessControl access,
            @Reference Audit audit,
            @Reference Users users) {
        this.store = store;
        this.access = access;
        this.audit = audit;
        this.users = users;
        this.keys = new KeyCache(keys);
        takes = new SealedTakes(
                store, Optional.of(spool), storage, recording -> this.keys.get(recording, System.nanoTime()));
        verdicts = new Verdicts(checks, events, audit, Clock.systemUTC());
        viewers = new Viewers(access, audit, users);
        sweeper = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "sightline-recording-keys");
            thread.setDaemon(true);
            return thread;
        });
        sweeper.scheduleWithFixedDelay(() -> this.keys.sweep(System.nanoTime()), 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public List<Recording> list(Caller caller, Optional<CallId> call, int limit) {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit: 1 to " + MOST);
        }
        // Asked for each: a technician lists the recordings of the calls that it held and no others.
        Resource all = Resource.of(caller.workspace());
        boolean any = access.explain(new AccessRequest(caller, Action.RECORDING_LIST, all))
                .permitted();
        List<Recording> newest = store.newest(caller.workspace(), call, any ? limit : MOST_SEARCHED);
        return viewers.permitted(caller, Action.RECORDING_LIST, newest)
                .limit(limit)
                .toList();
    }

    @Override
    public Recording get(Caller caller, RecordingId id) {
        return allowed(caller, id, Action.RECORDING_LIST);
    }

    private Recording allowed(Caller caller, RecordingId id, Action action) {
        Recording recording = find(caller, id);
        viewers.require(caller, action, recording);
        return recording;
    }

    private Recording find(Caller caller, RecordingId id) {
        return store.find(caller.workspace(), id).orElseThrow(() -> new NotFoundException(id.value()));
    }

    @Override
    public Playback open(Caller caller, RecordingId id, int number) {
        Recording recording = allowed(caller, id, Action.RECORDING_WATCH);
        Take take = take(recording, number);
        SealedReader reader = takes.open(recording, take);
        try {
            audit.record(
                    caller,
                    "recording.viewed",
                    id.value(),
                    Audit.Outcome.DONE,
                    Map.of(
                            "take",
                            Integer.toString(number),
                            "call",
                            recording.call().value()));
        } catch (RuntimeException e) {
            close(reader, number);
            throw e; // what cannot be audited is not shown
        }
        return new TakePlayback(
                reader,
                take,
                entityTag(recording, take),
                failure -> takes.failure(recording, take, failure),
                () -> checkAgain(caller, recording, number),
                System.nanoTime());
    }

    private static String entityTag(Recording recording, Take take) {
        return recording.id().value() + "-" + take.number() + "-" + take.sealedLength();
    }

    private void checkAgain(Caller caller, Recording recording, int number) {
        Decision decision = viewers.explain(caller, Action.RECORDING_WATCH, recording);
        if (!decision.permitted()) {
            audit.record(
                    caller,
                    "recording.view-ended",
                    recording.id().value(),
                    Audit.Outcome.REFUSED,
                    Map.of("take", Integer.toString(number), "reason", decision.reason()));
            throw new RecordingException("access-ended", decision.reason(), null);
        }
    }

    private static Take take(Recording recording, int number) {
        return recording.takes().stream()
                .filter(take -> take.number() == number)
                .findFirst()
                .orElseThrow(() -> new NotFoundException(recording.id() + "/" + number));
    }

    private static void close(SealedReader reader, int number) {
        try {
            reader.close();
        } catch (IOException e) {
            throw Damage.of(number, e);
        }
    }

    @Override
    public List<Long> keyframes(Caller caller, RecordingId id, int number) {
        Recording recording = allowed(caller, id, Action.RECORDING_WATCH);
        Take take = take(recording, number);
        try (SealedReader reader = takes.open(recording, take)) {
            return new Stills(reader).times();
        } catch (IOException e) {
            throw takes.failure(recording, take, e);
        }
    }

    @Override
    public Optional<byte[]> still(Caller caller, RecordingId id, int number, long millis) {
        Recording recording = allowed(caller, id, Action.RECORDING_WATCH);
        Take take = take(recording, number);
        try (SealedReader reader = takes.open(recording, take)) {
            return new Stills(reader).at(millis);
        } catch (IOException e) {
            throw takes.failure(recording, take, e);
        }
    }

    @Override
    public Decision explain(Caller caller, RecordingId id, UserId user) {
        Recording recording = allowed(caller, id, Action.RECORDING_LIST);
        User found;
        try {
            found = users.get(caller, user);
        } catch (TenancyException e) {
            throw new NotFoundException(user.value());
        }
        return viewers.explain(found.caller(), Action.RECORDING_WATCH, recording);
    }

    @Override
    public Verification verify(Caller caller, RecordingId id) {
        Recording recording = allowed(caller, id, Action.RECORDING_VERIFY);
        Verification found = takes.verify(recording, source -> source);
        verdicts.keep(recording, found);
        return found;
    }

    @Deactivate
    void deactivate() {
        sweeper.shutdownNow();
        keys.close();
    }
}
