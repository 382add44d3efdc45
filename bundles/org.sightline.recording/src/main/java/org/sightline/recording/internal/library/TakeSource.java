package org.sightline.recording.internal.library;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.sightline.recording.Recording;
import org.sightline.recording.Take;
import org.sightline.recording.internal.sealed.SealedSource;
import org.sightline.recording.internal.spool.Spool;
import org.sightline.recording.spi.RecordingStore;
import org.sightline.storage.Storage;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;
import org.sightline.storage.StoredObject;
import org.sightline.tenancy.Caller;

/**
 * Reads a take's sealed bytes from wherever it is at each moment: on the spool, in its region, or, when it was moved
 * while it is watched, where its row says now.
 */
final class TakeSource implements SealedSource {
    private static final long FRESH_NANOS = 1_000_000_000L;

    private final RecordingStore store;
    private final Optional<Spool> spool;
    private final Storage storage;
    private final Recording recording;
    private final int number;
    private final long length;
    private Optional<StoredObject> place;
    private long placeNanos = System.nanoTime();

    /** @param spool empty to read nothing but what is stored */
    TakeSource(RecordingStore store, Optional<Spool> spool, Storage storage, Recording recording, Take take) {
        this.store = store;
        this.spool = spool;
        this.storage = storage;
        this.recording = recording;
        number = take.number();
        length = take.sealedLength();
        place = take.object();
    }

    /** What the library knows, not what is there: a file that was cut or has lost its end does not fit. */
    @Override
    public long length() {
        return length;
    }

    @Override
    public InputStream read(long offset, long count) throws IOException {
        Optional<Path> file = spool.map(there -> there.take(recording.workspace(), recording.id(), number))
                .filter(Files::exists);
        if (file.isPresent()) {
            try {
                return SealedSource.of(file.get()).read(offset, count);
            } catch (NoSuchFileException e) {
                return stored(offset, count); // it went to its region just now
            }
        }
        return stored(offset, count);
    }

    private InputStream stored(long offset, long count) throws IOException {
        StoredObject object = place();
        while (true) {
            try {
                return storage.read(Caller.platform(recording.workspace()), object, offset, count);
            } catch (StorageException e) {
                StoredObject now = placeNow();
                if (now.equals(object)) {
                    throw new IOException(words(object, e), e);
                }
                object = now; // it was moved just now
            }
        }
    }

    /** Where it was a moment ago is where it is, or it is found to be gone. */
    private StoredObject place() throws IOException {
        return place.isPresent() && System.nanoTime() - placeNanos < FRESH_NANOS ? place.get() : placeNow();
    }

    private StoredObject placeNow() throws IOException {
        place = store.find(recording.workspace(), recording.id())
                .flatMap(row -> row.takes().stream()
                        .filter(take -> take.number() == number)
                        .findFirst())
                .flatMap(Take::object);
        placeNanos = System.nanoTime();
        return place.orElseThrow(() -> new IOException("take " + number + " of " + recording.id() + " is nowhere"));
    }

    private static String words(StoredObject object, StorageException failure) {
        return failure.reason() == Reason.NOT_FOUND
                ? "its object is gone"
                : "its object cannot be read from " + object.backend() + " in " + object.region() + ": "
                        + failure.getMessage();
    }
}
