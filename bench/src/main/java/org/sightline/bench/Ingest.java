package org.sightline.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.sightline.recording.RecordingId;
import org.sightline.recording.internal.sealed.Closing;
import org.sightline.recording.internal.sealed.SealedName;
import org.sightline.recording.internal.sealed.SealedWriter;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.Storage;
import org.sightline.storage.StorageException;
import org.sightline.storage.StoredObject;
import org.sightline.storage.internal.Backends;
import org.sightline.storage.internal.RegionalStorage;
import org.sightline.storage.spi.StorageBackend;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.WorkspaceId;

/** The way of a recording of noise into a region, in steps: onto the spool, synced after each cluster, then into storage. */
final class Ingest {
    static final int BYTES = 32 * 1024 * 1024;

    /** What the recorder hands over: a cluster of half a second at 1.6 Mbit/s. */
    private static final int CLUSTER = 100 * 1024;

    private final WorkspaceId workspace = WorkspaceId.fresh();
    private final Caller caller = Caller.platform(workspace);
    private final byte[] content = new byte[BYTES];
    private final byte[] key = new byte[32];
    private final Queue<StoredObject> stored = new ConcurrentLinkedQueue<>();
    private final Path spool;
    private final Storage storage;
    private final String region;

    /** @param spool a folder */
    Ingest(Path spool, StorageBackend backend) {
        this.spool = spool;
        Backends backends = new Backends();
        backends.bindBackend(backend, Map.of());
        storage = Configured.component(RegionalStorage.class, Map.of(), backends);
        region = backend.region();
        Random random = new Random(7);
        random.nextBytes(content);
        random.nextBytes(key);
    }

    /** The media, not encrypted. */
    byte[] content() {
        return content;
    }

    void seal(RecordingId id) throws IOException {
        try (SealedWriter writer = SealedWriter.create(file(id), new SealedName(workspace, id, 1), key)) {
            for (int at = 0; at < BYTES; at += CLUSTER) {
                writer.data(content, at, Math.min(CLUSTER, BYTES - at));
                writer.flush();
            }
            writer.finish(new byte[512], new Closing("ended", "video/webm", 0, 1, 1, 1));
        }
    }

    /** The same writes and syncs with nothing sealed. */
    void write(RecordingId id) throws IOException {
        try (FileChannel out = FileChannel.open(file(id), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int at = 0; at < BYTES; at += CLUSTER) {
                out.write(ByteBuffer.wrap(content, at, Math.min(CLUSTER, BYTES - at)));
                out.force(false);
            }
        }
    }

    /** Brings it from the spool into its region. */
    void store(RecordingId id) throws IOException, StorageException {
        stored.add(storage.put(caller, region, new ObjectKey(workspace, id.value(), "take-1"), file(id)));
        Files.delete(file(id));
    }

    private Path file(RecordingId id) {
        return spool.resolve(id.value());
    }

    /** Deletes what was stored. */
    void clear() throws StorageException {
        for (StoredObject object = stored.poll(); object != null; object = stored.poll()) {
            storage.delete(caller, object);
        }
    }
}
