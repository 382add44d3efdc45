package org.sightline.recording.internal.fakes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;
import org.sightline.storage.StoredObject;
import org.sightline.storage.spi.Relocation;

/** Moves objects between the regions of a {@link FakeStorage}; a test can step in before each operation. */
public final class FakeRelocation implements Relocation {
    /** Runs before an operation. */
    @FunctionalInterface
    public interface Step {
        void before(String operation) throws StorageException, InterruptedException;
    }

    private final FakeStorage storage;
    private final String destination;
    private final Step step;
    private final List<String> done = new ArrayList<>();

    public FakeRelocation(FakeStorage storage, String destination, Step step) {
        this.storage = storage;
        this.destination = destination;
        this.step = step;
    }

    /** What was done, in order. */
    public List<String> done() {
        return done;
    }

    @Override
    public StoredObject copy(StoredObject source) throws StorageException, InterruptedException {
        begin("copy " + source.key().name());
        byte[] bytes = storage.objects(source.region()).get(source.key().path());
        if (bytes == null) {
            throw new StorageException(Reason.NOT_FOUND, source.key().path());
        }
        if (!FakeStorage.sha256(bytes).equals(source.sha256())) {
            throw new StorageException(Reason.CORRUPT, source.key().path() + " is not what was stored");
        }
        return replaced(source.key(), bytes);
    }

    @Override
    public StoredObject put(ObjectKey key, byte[] content) throws StorageException, InterruptedException {
        begin("put " + key.name());
        return replaced(key, content);
    }

    private StoredObject replaced(ObjectKey key, byte[] bytes) throws StorageException {
        Map<String, byte[]> there = storage.objects(destination);
        there.remove(key.path());
        return storage.put(destination, key, bytes);
    }

    @Override
    public void erase(StoredObject source) throws StorageException, InterruptedException {
        begin("erase " + source.key().name());
        storage.objects(source.region()).remove(source.key().path());
    }

    private void begin(String operation) throws StorageException, InterruptedException {
        step.before(operation);
        done.add(operation);
    }
}
