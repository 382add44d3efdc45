package org.sightline.recording.internal.fakes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.Storage;
import org.sightline.storage.StorageException;
import org.sightline.storage.StoredObject;
import org.sightline.tenancy.Caller;

/** One backend in memory. */
public final class FakeStorage implements Storage {
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final String region;
    private volatile boolean ready = true;
    private volatile int failingReads;

    public FakeStorage(String region) {
        this.region = region;
    }

    public void ready(boolean now) {
        ready = now;
    }

    /** The next reads fail in the middle. */
    public void failReads(int count) {
        failingReads = count;
    }

    public Map<String, byte[]> objects() {
        return objects;
    }

    @Override
    public List<Region> regions() {
        String message = ready ? "ready" : "switched off";
        return List.of(new Region(
                region, List.of(new Backend("fake-main", true, ready, Long.MAX_VALUE, message)), ready, message));
    }

    @Override
    public StoredObject put(Caller caller, String wanted, ObjectKey key, Path file) throws StorageException {
        requireReady(wanted);
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (objects.putIfAbsent(key.path(), bytes) != null) {
                throw new StorageException(StorageException.Reason.EXISTS, key.path());
            }
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            return new StoredObject(key, region, "fake-main", bytes.length, hash);
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new StorageException(StorageException.Reason.TRY_AGAIN, "cannot read " + file, e);
        }
    }

    @Override
    public InputStream read(Caller caller, StoredObject object, long offset, long length) throws StorageException {
        requireReady(object.region());
        byte[] bytes = objects.get(object.key().path());
        if (bytes == null) {
            throw new StorageException(
                    StorageException.Reason.NOT_FOUND, object.key().path());
        }
        int available = (int) Math.max(0, Math.min(length, bytes.length - offset));
        if (failingReads > 0) {
            failingReads--;
            return new ByteArrayInputStream(bytes, (int) offset, available / 2);
        }
        return new ByteArrayInputStream(bytes, (int) offset, available);
    }

    private void requireReady(String wanted) throws StorageException {
        if (!ready || !wanted.equals(region)) {
            throw new StorageException(StorageException.Reason.NO_BACKEND, "none in " + wanted);
        }
    }

    @Override
    public void delete(Caller caller, StoredObject object) {
        objects.remove(object.key().path());
    }
}
