package org.sightline.recording.internal.spool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.sightline.recording.Recording;
import org.sightline.recording.Recording.Sidecar;
import org.sightline.recording.Take;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.Storage;
import org.sightline.storage.StorageException;
import org.sightline.storage.StoredObject;
import org.sightline.tenancy.Caller;

/** Brings a recording from SPOOLED to STORED: its takes and its key's sidecar into its region, then off the spool. */
final class Storing {
    private static final int ATTEMPTS = 5;

    private final RecordingRows rows;
    private final Spool spool;
    private final Storage storage;
    private final Sidecars sidecars;
    private final Clock clock;

    Storing(RecordingRows rows, Spool spool, Storage storage, Sidecars sidecars, Clock clock) {
        this.rows = rows;
        this.spool = spool;
        this.storage = storage;
        this.sidecars = sidecars;
        this.clock = clock;
    }

    void store(Recording recording) throws IOException, StorageException {
        for (Take take : recording.takes()) {
            if (take.object().isEmpty()) {
                StoredObject object = put(recording, Spool.takeName(take.number()));
                rows.change(
                        recording.workspace(),
                        recording.id(),
                        current -> Changes.takes(current, withObject(current.takes(), take.number(), object)));
            }
        }
        finish(recording);
        spool.delete(recording.workspace(), recording.id());
    }

    /** The sidecar comes last, with the key as it is wrapped by then: a rotation may come in between. */
    private void finish(Recording recording) throws IOException, StorageException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Recording newest = rows.find(recording.workspace(), recording.id())
                    .orElseThrow(() -> new IllegalStateException(recording.id() + " has no row"));
            Sidecar sidecar = sidecars.put(newest);
            Optional<Recording> stored = rows.changeIf(
                    recording.workspace(),
                    recording.id(),
                    current -> Optional.of(current)
                            .filter(same -> same.key().equals(newest.key()))
                            .map(same -> Changes.stored(same, sidecar, clock.instant())),
                    changed -> List.of(Happenings.stored(changed, clock.instant())));
            if (stored.isPresent()) {
                return;
            }
            sidecars.erase(newest, sidecar);
        }
        throw new IllegalStateException("the key of " + recording.id() + " is wrapped anew all the time");
    }

    private StoredObject put(Recording recording, String name) throws IOException, StorageException {
        Path file = spool.folder(recording.workspace(), recording.id()).resolve(name);
        try {
            return storage.put(Caller.platform(recording.workspace()), recording.region(), key(recording, name), file);
        } catch (StorageException e) {
            if (e.reason() != StorageException.Reason.EXISTS) {
                throw e;
            }
            return adopt(recording, name, file).orElseThrow(() -> e);
        }
    }

    /** A crash between storing an object and noting it leaves the object: finds it, if it is ours to the last bit. */
    private Optional<StoredObject> adopt(Recording recording, String name, Path file) throws IOException {
        String hash;
        try (InputStream in = Files.newInputStream(file)) {
            hash = sha256(in);
        }
        List<String> backends = storage.regions().stream()
                .filter(region -> region.name().equals(recording.region()))
                .flatMap(region -> region.backends().stream())
                .map(Storage.Backend::name)
                .toList();
        for (String backend : backends) {
            StoredObject candidate =
                    new StoredObject(key(recording, name), recording.region(), backend, Files.size(file), hash);
            try (InputStream in =
                    storage.read(Caller.platform(recording.workspace()), candidate, 0, candidate.length())) {
                if (sha256(in).equals(hash)) {
                    return Optional.of(candidate);
                }
            } catch (StorageException e) {
                continue; // not in this one
            }
        }
        return Optional.empty();
    }

    private static String sha256(InputStream in) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[64 * 1024];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static ObjectKey key(Recording recording, String name) {
        return new ObjectKey(recording.workspace(), recording.id().value(), name);
    }

    private static List<Take> withObject(List<Take> takes, int number, StoredObject object) {
        return takes.stream()
                .map(take -> take.number() == number ? Changes.at(take, object) : take)
                .toList();
    }
}
