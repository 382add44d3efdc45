package org.sightline.recording.internal.library;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.sightline.keys.KeysException;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingException;
import org.sightline.recording.Recordings.Verification;
import org.sightline.recording.Take;
import org.sightline.recording.internal.sealed.SealedName;
import org.sightline.recording.internal.sealed.SealedOutline;
import org.sightline.recording.internal.sealed.SealedReader;
import org.sightline.recording.internal.sealed.SealedSource;
import org.sightline.recording.internal.spool.Spool;
import org.sightline.recording.spi.RecordingStore;
import org.sightline.storage.Storage;

/** Opens takes, wherever they are, and verifies them. */
final class SealedTakes {
    /** Gives the data key of a recording; who asks overwrites it. */
    @FunctionalInterface
    interface DataKeys {
        byte[] get(Recording recording) throws KeysException;
    }

    private final RecordingStore store;
    private final Optional<Spool> spool;
    private final Storage storage;
    private final DataKeys keys;
    private final OutlineCache outlines = new OutlineCache();

    /** @param spool empty to read nothing but what is stored */
    SealedTakes(RecordingStore store, Optional<Spool> spool, Storage storage, DataKeys keys) {
        this.store = store;
        this.spool = spool;
        this.storage = storage;
        this.keys = keys;
    }

    /**
     * Opens a take for watching. Its outline is read once for many openings; its records are verified as they are read.
     *
     * @throws RecordingException {@code not-ready}, {@code key-unavailable}, {@code storage-unavailable}, {@code damaged}
     */
    SealedReader open(Recording recording, Take take) {
        SealedName name = name(recording, take);
        Optional<SealedOutline> known = outlines.get(name, System.nanoTime());
        SealedReader reader = open(recording, take, known, source -> source);
        if (known.isEmpty() && take.object().isPresent()) {
            outlines.put(name, reader.outline(), System.nanoTime());
        }
        return reader;
    }

    /** What was found while reading, as an exception for the caller. */
    RecordingException failure(Recording recording, Take take, IOException cause) {
        outlines.forget(name(recording, take));
        return Damage.of(take.number(), cause);
    }

    private SealedReader open(
            Recording recording, Take take, Optional<SealedOutline> known, UnaryOperator<SealedSource> pace) {
        if (take.closed().isEmpty()) {
            throw new RecordingException("not-ready", "take " + take.number() + " is still being recorded", null);
        }
        byte[] key;
        try {
            key = keys.get(recording);
        } catch (KeysException e) {
            throw new RecordingException("key-unavailable", "no key for " + recording.id(), e);
        }
        SealedName name = name(recording, take);
        SealedSource source = pace.apply(new TakeSource(store, spool, storage, recording, take));
        try {
            return known.isPresent()
                    ? SealedReader.open(source, name, key, known.get())
                    : SealedReader.open(source, name, key);
        } catch (IOException e) {
            throw Damage.of(take.number(), e);
        } finally {
            KeyCache.overwrite(key);
        }
    }

    private static SealedName name(Recording recording, Take take) {
        return new SealedName(recording.workspace(), recording.id(), take.number());
    }

    /**
     * Reads every record of every take, ends and indexes included.
     *
     * @throws RecordingException {@code not-ready}, {@code key-unavailable}, {@code storage-unavailable}: nothing can be
     *     said yet
     */
    Verification verify(Recording recording, UnaryOperator<SealedSource> pace) {
        long records = 0;
        long bytes = 0;
        List<String> damage = new ArrayList<>();
        for (Take take : recording.takes()) {
            try (SealedReader reader = open(recording, take, Optional.empty(), pace)) {
                records += reader.verify();
                bytes += take.sealedLength();
            } catch (RecordingException e) {
                damage.add(damage(take, e));
            } catch (IOException e) {
                damage.add(damage(take, Damage.of(take.number(), e)));
            }
        }
        String message =
                damage.isEmpty() ? "every record of every take is what was written" : String.join("; ", damage);
        return new Verification(damage.isEmpty(), recording.takes().size(), records, bytes, message);
    }

    /**
     * What was found, and in which storage.
     *
     * @throws RecordingException the same, if it says nothing about the take
     */
    private static String damage(Take take, RecordingException found) {
        if (!found.code().equals(Damage.CODE)) {
            throw found;
        }
        String place = take.object()
                .map(object -> " (" + object.backend() + " in " + object.region() + ")")
                .orElse("");
        return found.getMessage() + place;
    }
}
