package org.sightline.recording.internal.fakes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.Storage;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;
import org.sightline.storage.StoredObject;
import org.sightline.tenancy.Caller;

/** One backend in memory for each region. */
public final class FakeStorage implements Storage {
    private final Map<String, Map<String, byte[]>> regions = new TreeMap<>();
    private final String first;
    private final Set<String> away = ConcurrentHashMap.newKeySet();
    private final AtomicInteger reads = new AtomicInteger();
    private volatile int failingReads;

    public FakeStorage(String... regions) {
        first = regions[0];
        Arrays.stream(regions).forEach(region -> this.regions.put(region, new ConcurrentHashMap<>()));
    }

    public void ready(boolean now) {
        ready(first, now);
    }

    public void ready(String region, boolean now) {
        if (now) {
            away.remove(region);
        } else {
            away.add(region);
        }
    }

    /** The next reads fail in the middle. */
    public void failReads(int count) {
        failingReads = count;
    }

    /** How often something was read so far. */
    public int reads() {
        return reads.get();
    }

    public Map<String, byte[]> objects() {
        return objects(first);
    }

    public Map<String, byte[]> objects(String region) {
        return regions.get(region);
    }

    @Override
    public List<Region> regions() {
        return regions.keySet().stream().map(this::region).toList();
    }

    private Region region(String name) {
        boolean ready = !away.contains(name);
        String message = ready ? "ready" : "switched off";
        Backend backend = new Backend("fake-main", true, ready, Long.MAX_VALUE, message);
        return new Region(name, List.of(backend), ready, message);
    }

    @Override
    public StoredObject put(Caller caller, String wanted, ObjectKey key, Path file) throws StorageException {
        try {
            return put(wanted, key, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new StorageException(Reason.TRY_AGAIN, "cannot read " + file, e);
        }
    }

    /** Stores it, as the storage does: what is there already is taken if it is the same. */
    public StoredObject put(String region, ObjectKey key, byte[] bytes) throws StorageException {
        requireReady(region);
        byte[] there = regions.get(region).putIfAbsent(key.path(), bytes);
        if (there != null && !Arrays.equals(there, bytes)) {
            throw new StorageException(Reason.EXISTS, key.path());
        }
        return new StoredObject(key, region, "fake-main", bytes.length, sha256(bytes));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public InputStream read(Caller caller, StoredObject object, long offset, long length) throws StorageException {
        requireReady(object.region());
        reads.incrementAndGet();
        byte[] bytes = regions.get(object.region()).get(object.key().path());
        if (bytes == null) {
            throw new StorageException(Reason.NOT_FOUND, object.key().path());
        }
        int available = (int) Math.max(0, Math.min(length, bytes.length - offset));
        int from = (int) Math.min(offset, bytes.length);
        if (failingReads > 0) {
            failingReads--;
            return new ByteArrayInputStream(bytes, from, available / 2);
        }
        return new ByteArrayInputStream(bytes, from, available);
    }

    private void requireReady(String wanted) throws StorageException {
        if (away.contains(wanted) || !regions.containsKey(wanted)) {
            throw new StorageException(Reason.NO_BACKEND, "none in " + wanted);
        }
    }

    @Override
    public void delete(Caller caller, StoredObject object) throws StorageException {
        requireReady(object.region());
        regions.get(object.region()).remove(object.key().path());
    }
}
