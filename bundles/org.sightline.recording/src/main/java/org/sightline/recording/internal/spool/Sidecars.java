package org.sightline.recording.internal.spool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sightline.events.Events;
import org.sightline.recording.Recording;
import org.sightline.recording.Recording.Sidecar;
import org.sightline.recording.RecordingId;
import org.sightline.recording.RecordingState;
import org.sightline.recording.spi.RecordingStore;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.Storage;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;
import org.sightline.storage.StoredObject;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.WorkspaceId;

/** The copies of wrapped keys in the regions. */
@Component(service = Sidecars.class)
public final class Sidecars {
    private static final long TURN_MILLIS = 1_000;

    private final RecordingRows rows;
    private final Spool spool;
    private final Storage storage;
    private final RecordingTurns turns;

    @Activate
    public Sidecars(
            @Reference RecordingStore store,
            @Reference Events events,
            @Reference Spool spool,
            @Reference Storage storage,
            @Reference RecordingTurns turns) {
        this(new RecordingRows(store, events), spool, storage, turns);
    }

    public Sidecars(RecordingRows rows, Spool spool, Storage storage, RecordingTurns turns) {
        this.rows = rows;
        this.spool = spool;
        this.storage = storage;
        this.turns = turns;
    }

    /** Stores a recording's key, as its row has it, in its region. Whoever calls has the recording's turn. */
    Sidecar put(Recording recording) throws IOException, StorageException {
        byte[] content = KeySidecar.content(recording);
        Path file = spool.scratch();
        try {
            KeySidecar.write(file, content);
            return of(
                    recording,
                    storage.put(
                            Caller.platform(recording.workspace()),
                            recording.region(),
                            KeySidecar.key(recording, content),
                            file));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** What the sidecar of a recording is once it lies there. */
    public static Sidecar of(Recording recording, StoredObject object) {
        return new Sidecar(object, recording.key().provider(), recording.key().version());
    }

    void erase(Recording recording, Sidecar sidecar) throws StorageException {
        storage.delete(Caller.platform(recording.workspace()), sidecar.object());
    }

    /**
     * Whether the stored sidecar is what it must be.
     *
     * @throws StorageException if that cannot be told now
     * @throws IOException if it cannot be read now
     */
    public boolean intact(Recording recording) throws IOException, StorageException {
        byte[] content = KeySidecar.content(recording);
        Optional<StoredObject> object = recording
                .sidecar()
                .map(Sidecar::object)
                .filter(found -> found.key().equals(KeySidecar.key(recording, content)))
                .filter(found -> found.length() == content.length);
        if (object.isEmpty()) {
            return false;
        }
        try (InputStream in = storage.read(Caller.platform(recording.workspace()), object.get(), 0, content.length)) {
            return Arrays.equals(content, in.readNBytes(content.length));
        } catch (StorageException e) {
            if (e.reason() == Reason.NOT_FOUND || e.reason() == Reason.CORRUPT) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Writes the sidecar of a stored recording anew if it is not what it must be, and takes the old one away.
     *
     * @return false if there was nothing to do, or somebody else has the recording's turn
     */
    public boolean renew(WorkspaceId workspace, RecordingId id)
            throws IOException, StorageException, InterruptedException {
        Optional<RecordingTurns.Turn> turn = turns.take(id, TURN_MILLIS);
        if (turn.isEmpty()) {
            return false;
        }
        try (RecordingTurns.Turn held = turn.get()) {
            Optional<Recording> found =
                    rows.find(workspace, id).filter(recording -> recording.state() == RecordingState.STORED);
            if (found.isEmpty() || intact(found.get())) {
                return false;
            }
            return write(found.get());
        }
    }

    /** The row comes last: broken off before, the row speaks of one that is gone, which the next time sets right. */
    private boolean write(Recording recording) throws IOException, StorageException {
        Optional<Sidecar> old = recording.sidecar();
        ObjectKey key = KeySidecar.key(recording, KeySidecar.content(recording));
        boolean inItsPlace =
                old.filter(sidecar -> sidecar.object().key().equals(key)).isPresent();
        if (inItsPlace) {
            erase(recording, old.get());
        }
        Sidecar renewed = put(recording);
        if (old.isPresent() && !inItsPlace) {
            erase(recording, old.get());
        }
        boolean noted = rows.changeIf(
                        recording.workspace(),
                        recording.id(),
                        current -> Optional.of(current)
                                .filter(same -> same.key().equals(recording.key()))
                                .map(same -> Changes.sidecar(same, renewed)),
                        changed -> List.of())
                .isPresent();
        if (!noted) {
            erase(recording, renewed); // its key was wrapped anew meanwhile
        }
        return noted;
    }
}
