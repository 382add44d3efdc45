package org.sightline.storage.internal.move;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.RegionChange;
import org.sightline.storage.RegionChange.Amount;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;
import org.sightline.storage.StoredObject;
import org.sightline.storage.internal.Backends;
import org.sightline.storage.internal.Digests;
import org.sightline.storage.internal.Verified;
import org.sightline.storage.spi.MovedObject;
import org.sightline.storage.spi.Relocation;
import org.sightline.storage.spi.StorageBackend;
import org.sightline.tenancy.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves the objects of one set. */
final class CopyRelocation implements Relocation {
    private static final Logger LOG = LoggerFactory.getLogger(CopyRelocation.class);
    private static final int MOST_PUT = 1 << 20;

    private final Equipment equipment;
    private final RegionChange change;
    private final Caller caller;
    private final String owner;
    private final String set;
    private final Pace pace;
    private final Separation separation;
    private final IntConsumer progress;
    private Troubled troubled = Troubled.OWNER;
    private Amount erased = Amount.NONE;

    /** @param progress is told of every byte that was copied or read back */
    CopyRelocation(
            Equipment equipment,
            RegionChange change,
            Caller caller,
            String owner,
            String set,
            Pace pace,
            Separation separation,
            IntConsumer progress) {
        this.equipment = equipment;
        this.change = change;
        this.caller = caller;
        this.owner = owner;
        this.set = set;
        this.pace = pace;
        this.separation = separation;
        this.progress = progress;
    }

    /** Whose fault the last failure was. */
    Troubled troubled() {
        return troubled;
    }

    /** What has been erased at its source. */
    Amount erased() {
        return erased;
    }

    @FunctionalInterface
    private interface Content {
        InputStream open() throws StorageException;
    }

    @Override
    public StoredObject copy(StoredObject source) throws StorageException, InterruptedException {
        begin(source.key());
        if (source.region().equals(change.to())) {
            return source;
        }
        Content content = () -> equipment.storage().read(caller, source, 0, source.length());
        StoredObject copy = place(source.key(), source.length(), source.sha256(), content);
        note(MovedObject.copied(owner, set, source, copy));
        return copy;
    }

    @Override
    public StoredObject put(ObjectKey key, byte[] content) throws StorageException, InterruptedException {
        begin(key);
        if (content.length > MOST_PUT) {
            throw new IllegalArgumentException("at most 1 MB is written anew");
        }
        String sha256 = Digests.of(content);
        StoredObject written = place(key, content.length, sha256, () -> new ByteArrayInputStream(content));
        note(MovedObject.written(owner, set, written));
        return written;
    }

    private void begin(ObjectKey key) throws InterruptedException {
        pace.check();
        troubled = Troubled.OWNER;
        if (!key.workspace().equals(change.workspace())) {
            throw new IllegalArgumentException("an object of another workspace");
        }
    }

    private void note(MovedObject moved) {
        equipment.rows().store().noteMoved(change.workspace(), change.id(), moved);
    }

    private StoredObject place(ObjectKey key, long length, String sha256, Content content)
            throws StorageException, InterruptedException {
        List<StorageBackend> members = equipment.backends().of(change.to());
        for (StorageBackend backend : members) {
            if (alreadyIn(backend, key, length, sha256)) {
                return new StoredObject(key, backend.region(), backend.name(), length, sha256);
            }
        }
        StorageException failure =
                new StorageException(Reason.NO_BACKEND, "no storage serves the region " + change.to());
        for (StorageBackend backend : members) {
            troubled = Troubled.DESTINATION;
            try {
                store(backend, key, length, sha256, content);
                troubled = Troubled.OWNER;
                return new StoredObject(key, backend.region(), backend.name(), length, sha256);
            } catch (StorageException e) {
                if (troubled == Troubled.SOURCE) {
                    throw e;
                }
                failure = failure.reason() == Reason.NO_BACKEND || e.reason() == Reason.TRY_AGAIN ? e : failure;
            }
        }
        troubled = Troubled.DESTINATION;
        throw failure;
    }

    /**
     * Whether an earlier try has stored it, perhaps in another backend than would take it now; erases what is there in its
     * place and nobody's. A backend that does not answer holds up nobody: what it may hold is found when all has moved.
     */
    private boolean alreadyIn(StorageBackend backend, ObjectKey key, long length, String sha256)
            throws StorageException, InterruptedException {
        boolean there;
        try {
            if (Backends.guarded(backend, () -> backend.length(key)).isEmpty()) {
                return false;
            }
            there = holds(backend, key, length, sha256);
        } catch (StorageException e) {
            LOG.debug("Storage {} cannot say whether it holds {}", backend.name(), key.path(), e);
            return false;
        }
        if (!there) {
            eraseForeign(backend, key);
        }
        return there;
    }

    private boolean holds(StorageBackend backend, ObjectKey key, long length, String sha256)
            throws StorageException, InterruptedException {
        Streams back = new Streams();
        try {
            return Backends.guarded(backend, () -> {
                try {
                    return Verified.holds(backend, key, length, sha256, back::paced);
                } catch (IOException e) {
                    throw unreadable(backend, key, e);
                }
            });
        } catch (StorageException e) {
            back.rethrowStop();
            throw e;
        }
    }

    private void eraseForeign(StorageBackend backend, ObjectKey key) throws StorageException {
        troubled = Troubled.DESTINATION;
        if (equipment.owners().claim(caller, key, change.to())) {
            throw new StorageException(
                    Reason.EXISTS, "storage " + backend.name() + " already holds another " + key.path());
        }
        Backends.guarded(backend, () -> backend.delete(key));
        troubled = Troubled.OWNER;
    }

    private void store(StorageBackend backend, ObjectKey key, long length, String sha256, Content content)
            throws StorageException, InterruptedException {
        troubled = Troubled.SOURCE;
        Streams streams = new Streams();
        try (InputStream opened = content.open();
                PacedStream source = streams.paced(opened);
                DigestInputStream in = Digests.over(source)) {
            troubled = Troubled.DESTINATION;
            String stored;
            try {
                stored = Backends.guarded(backend, () -> putInto(backend, key, in, length, streams));
            } catch (StorageException e) {
                if (source.failure().isPresent()) {
                    troubled = Troubled.SOURCE;
                }
                throw e;
            }
            if (!stored.equals(sha256)) {
                Backends.guarded(backend, () -> backend.delete(key));
                troubled = Troubled.SOURCE;
                throw new StorageException(Reason.CORRUPT, "what is kept as " + key.path() + " is damaged");
            }
        } catch (StorageException e) {
            streams.rethrowStop();
            throw e;
        } catch (IOException e) { // closing what has been read
            LOG.debug("A stream that was read could not be closed in order", e);
        }
    }

    private static String putInto(
            StorageBackend backend, ObjectKey key, DigestInputStream in, long length, Streams streams)
            throws StorageException {
        try {
            return Verified.put(backend, key, in, length, streams::paced);
        } catch (IOException e) {
            throw unreadable(backend, key, e);
        }
    }

    private static StorageException unreadable(StorageBackend backend, ObjectKey key, IOException e) {
        return new StorageException(
                Reason.TRY_AGAIN, "storage " + backend.name() + " cannot read back " + key.path() + ": " + e, e);
    }

    /** The streams of one operation. */
    private final class Streams {
        private PacedStream latest;

        PacedStream paced(InputStream in) {
            latest = new PacedStream(in, pace, progress);
            return latest;
        }

        void rethrowStop() throws InterruptedException {
            if (latest != null && latest.stopped()) {
                throw new InterruptedException("the change rests");
            }
        }
    }

    /**
     * What cannot be erased now is found when all has moved. What is authoritative in the destination stays: a set may have
     * had a part there before.
     */
    @Override
    public void erase(StoredObject object) throws StorageException, InterruptedException {
        begin(object.key());
        boolean claimed = equipment.owners().claim(caller, object.key(), object.region());
        boolean source = !object.region().equals(change.to());
        if (claimed && source) {
            throw new StorageException(
                    Reason.EXISTS, object.key().path() + " in " + object.region() + " is still the authoritative one");
        }
        if (claimed) {
            return;
        }
        try {
            Optional<StorageBackend> holder = equipment.backends().of(object.region(), object.backend());
            if (source && holder.isPresent()) {
                separation.require(holder.get());
            }
            equipment.storage().delete(caller, object);
        } catch (StorageException e) {
            LOG.warn("What nobody needs any more is still there for now: {}", e.getMessage());
        }
        if (source) {
            erased = erased.plus(new Amount(1, object.length()));
        }
    }
}
