package org.sightline.recording.internal.upkeep;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sightline.events.Events;
import org.sightline.keys.Keys;
import org.sightline.keys.KeysException;
import org.sightline.keys.WrappedKey;
import org.sightline.recording.Recording;
import org.sightline.recording.Recording.Sidecar;
import org.sightline.recording.RecordingId;
import org.sightline.recording.RecordingState;
import org.sightline.recording.Take;
import org.sightline.recording.internal.spool.Changes;
import org.sightline.recording.internal.spool.Completion;
import org.sightline.recording.internal.spool.Happenings;
import org.sightline.recording.internal.spool.KeySidecar;
import org.sightline.recording.internal.spool.RecordingRows;
import org.sightline.recording.internal.spool.RecordingTurns;
import org.sightline.recording.internal.spool.Sidecars;
import org.sightline.recording.internal.spool.Spool;
import org.sightline.recording.spi.RecordingStore;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.RegionChange;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;
import org.sightline.storage.StoredObject;
import org.sightline.storage.spi.ObjectOwner;
import org.sightline.storage.spi.Relocation;
import org.sightline.tenancy.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets recordings follow their workspace into another region. A recording's row is the one pointer to all its objects: until
 * it is switched, in one transaction, the old ones count, from then on the new ones. What is still being recorded, or waits on
 * the spool, has its region switched and is stored in the new one when it is ready.
 */
@Component
public final class RecordingObjects implements ObjectOwner {
    private static final Logger LOG = LoggerFactory.getLogger(RecordingObjects.class);
    private static final long TURN_MILLIS = 1_000;
    private static final int ATTEMPTS = 5;

    private final RecordingStore store;
    private final RecordingRows rows;
    private final RecordingTurns turns;
    private final Keys keys;
    private final Completion completion;
    private final Clock clock;

    @Activate
    public RecordingObjects(
            @Reference RecordingStore store,
            @Reference Events events,
            @Reference RecordingTurns turns,
            @Reference Keys keys,
            @Reference Completion completion) {
        this(store, events, turns, keys, completion, Clock.systemUTC());
    }

    RecordingObjects(
            RecordingStore store, Events events, RecordingTurns turns, Keys keys, Completion completion, Clock clock) {
        this.store = store;
        rows = new RecordingRows(store, events);
        this.turns = turns;
        this.keys = keys;
        this.completion = completion;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "recordings";
    }

    @Override
    public Holdings outside(Caller caller, String region) {
        RecordingStore.Outside outside = store.amountOutside(caller.workspace(), region);
        return new Holdings(outside.recordings(), new RegionChange.Amount(outside.objects(), outside.bytes()), (int)
                Math.min(Integer.MAX_VALUE, outside.unready()));
    }

    @Override
    public List<String> setsOutside(Caller caller, String region, Set<String> except, int limit) {
        Set<RecordingId> ids = except.stream().map(RecordingId::new).collect(Collectors.toSet());
        return store.outside(caller.workspace(), region, ids, limit).stream()
                .map(RecordingId::value)
                .toList();
    }

    @Override
    public boolean move(Caller caller, String set, String region, Relocation relocation)
            throws StorageException, InterruptedException {
        RecordingId id = new RecordingId(set);
        Optional<RecordingTurns.Turn> turn = turns.take(id, TURN_MILLIS);
        if (turn.isEmpty()) {
            return false; // it is being stored
        }
        try (RecordingTurns.Turn held = turn.get()) {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                Optional<Recording> found = store.find(caller.workspace(), id)
                        .filter(recording -> recording.state() != RecordingState.FAILED)
                        .filter(recording -> !recording.region().equals(region));
                if (found.isEmpty()) {
                    return true;
                }
                if (follow(caller, found.get(), region, relocation)) {
                    if (found.get().state() != RecordingState.STORED) {
                        completion.tryNow(new Spool.Entry(caller.workspace(), id)); // here it may be stored
                    }
                    return true;
                }
            }
            return false; // it changes all the time: takes come and go
        }
    }

    /** @return false if the recording has changed meanwhile in what lies where */
    private boolean follow(Caller caller, Recording recording, String region, Relocation relocation)
            throws StorageException, InterruptedException {
        WrappedKey key = rewrapped(caller, recording, region);
        List<StoredObject> copies = new ArrayList<>();
        for (Take take : recording.takes()) {
            if (take.object().isPresent()) {
                copies.add(copy(take.object().get(), region, relocation));
            }
        }
        Optional<Sidecar> sidecar = recording.state() == RecordingState.STORED
                ? Optional.of(sidecar(recording, key, region, relocation))
                : Optional.empty();
        boolean switched = rows.changeIf(
                        recording.workspace(),
                        recording.id(),
                        current -> Optional.of(current)
                                .filter(same -> same.key().equals(recording.key())
                                        && same.region().equals(recording.region())
                                        && same.objects().equals(recording.objects()))
                                .map(same -> Changes.moved(same, region, key, sidecar, placed(same, copies))),
                        changed -> List.of(Happenings.moved(changed, clock.instant())))
                .isPresent();
        erase(
                recording,
                switched
                        ? recording.objects()
                        : sidecar.map(Sidecar::object).stream().toList(),
                relocation);
        return switched;
    }

    private static StoredObject copy(StoredObject source, String region, Relocation relocation)
            throws StorageException, InterruptedException {
        StoredObject copy = relocation.copy(source);
        boolean same = copy.key().equals(source.key())
                && copy.region().equals(region)
                && copy.length() == source.length()
                && copy.sha256().equals(source.sha256());
        if (!same) {
            throw new StorageException(
                    Reason.CORRUPT, "the copy of " + source.key().path() + " is not what was copied");
        }
        return copy;
    }

    private static Sidecar sidecar(Recording recording, WrappedKey key, String region, Relocation relocation)
            throws StorageException, InterruptedException {
        Recording moved = Changes.moved(recording, recording.region(), key, recording.sidecar(), recording.takes());
        byte[] content = KeySidecar.content(moved);
        StoredObject object = relocation.put(KeySidecar.key(moved, content), content);
        if (!object.region().equals(region)) {
            throw new StorageException(
                    Reason.CORRUPT, "the sidecar of " + recording.id() + " was stored in " + object.region());
        }
        return Sidecars.of(moved, object);
    }

    private static List<Take> placed(Recording recording, List<StoredObject> copies) {
        return recording.takes().stream()
                .map(take -> copies.stream()
                        .filter(copy -> take.object()
                                .filter(old -> old.key().equals(copy.key()))
                                .isPresent())
                        .findFirst()
                        .map(copy -> Changes.at(take, copy))
                        .orElse(take))
                .toList();
    }

    /** A key that was destroyed stays as it is: nobody can read the recording, but where it lies is still promised. */
    private WrappedKey rewrapped(Caller caller, Recording recording, String region) throws StorageException {
        try {
            return keys.rewrap(caller, recording.key(), region, recording.id().value());
        } catch (KeysException e) {
            if (e.reason() == KeysException.Reason.DESTROYED) {
                return recording.key();
            }
            Reason reason = e.reason() == KeysException.Reason.WRONG_KEY ? Reason.CORRUPT : Reason.TRY_AGAIN;
            throw new StorageException(
                    reason, "cannot wrap the key of " + recording.id() + " for " + region + ": " + e.getMessage(), e);
        }
    }

    /** What cannot be erased now is a left-over that nobody claims; the end of the region change looks for those. */
    private static void erase(Recording recording, List<StoredObject> useless, Relocation relocation)
            throws InterruptedException {
        for (StoredObject object : useless) {
            try {
                relocation.erase(object);
            } catch (StorageException e) {
                LOG.warn("an old {} of {} is not erased yet", object.key().name(), recording.id(), e);
            }
        }
    }

    @Override
    public boolean claims(Caller caller, ObjectKey key, String region) {
        Optional<RecordingId> id = id(key);
        if (id.isEmpty() || !caller.workspace().equals(key.workspace())) {
            return false;
        }
        return store.find(caller.workspace(), id.get())
                .filter(recording -> recording.region().equals(region))
                .filter(recording -> recording.state() != RecordingState.FAILED)
                .filter(recording -> recording.state() != RecordingState.STORED
                        || recording.objects().stream()
                                .anyMatch(object -> object.key().equals(key)))
                .isPresent();
    }

    private static Optional<RecordingId> id(ObjectKey key) {
        try {
            return Optional.of(new RecordingId(key.group()));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // another owner's
        }
    }
}
