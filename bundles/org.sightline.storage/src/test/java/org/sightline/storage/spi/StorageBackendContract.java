package org.sightline.storage.spi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;
import org.sightline.tenancy.WorkspaceId;

/**
 * What every backend must do. Extend it and return an empty backend of the region {@code ca-test-1}. With
 * {@code -Dsightline.long=true} listings are as long as a backend can afford.
 */
@Timeout(180)
public abstract class StorageBackendContract {
    protected static final String REGION = "ca-test-1";

    private final WorkspaceId workspace = WorkspaceId.fresh();
    private StorageBackend backend;

    /** A fresh, empty, ready backend of {@link #REGION}. */
    protected abstract StorageBackend create() throws Exception;

    /** How many keys a listing is tested with: more than a page of it holds. */
    protected int manyKeys() {
        return 1_100;
    }

    /** The length of a large object: over two parts, where a backend stores in parts. */
    protected int largeLength() {
        return (17 << 20) + 3;
    }

    /** Fails if anything is left of writes that failed: parts, temporary files. */
    protected void assertNoRemains() throws Exception {}

    /** Whether tests that take minutes are wanted. */
    protected static boolean patient() {
        return Boolean.getBoolean("sightline.long");
    }

    @BeforeEach
    void createBackend() throws Exception {
        backend = create();
    }

    private ObjectKey key(String group, String name) {
        return new ObjectKey(workspace, group, name);
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private void put(ObjectKey key, byte[] bytes) throws StorageException {
        backend.put(key, new ByteArrayInputStream(bytes), bytes.length);
    }

    private byte[] read(ObjectKey key, long offset, long length) throws Exception {
        try (InputStream in = backend.read(key, offset, length)) {
            return in.readAllBytes();
        }
    }

    private List<String> list(String prefix) throws StorageException {
        try (Stream<ObjectKey> keys = backend.list(prefix)) {
            return keys.map(ObjectKey::path).sorted().toList();
        }
    }

    private static void assertReason(Reason reason, org.junit.jupiter.api.function.Executable executable) {
        StorageException failure = assertThrows(StorageException.class, executable);
        assertEquals(reason, failure.reason(), failure.getMessage());
        assertNotNull(failure.getMessage());
    }

    @Test
    void itKnowsItsNameAndRegionAndIsReady() {
        assertFalse(backend.name().isBlank());
        assertEquals(REGION, backend.region());
        assertTrue(backend.health().ready(), backend.health().message());
        assertTrue(backend.health().freeBytes() > 0);
        assertFalse(backend.health().message().isBlank());
    }

    @Test
    void whatWasStoredIsReadBack() throws Exception {
        byte[] bytes = noise(300_001);
        put(key("rec_1", "media"), bytes);
        assertEquals(Optional.of(300_001L), backend.length(key("rec_1", "media")));
        assertArrayEquals(bytes, read(key("rec_1", "media"), 0, bytes.length));
    }

    @Test
    void anEmptyObjectIsAnObject() throws Exception {
        put(key("rec_1", "empty"), new byte[0]);
        assertEquals(Optional.of(0L), backend.length(key("rec_1", "empty")));
        assertEquals(0, read(key("rec_1", "empty"), 0, 0).length);
    }

    @Test
    void onlyLengthBytesAreTakenFromALongerStream() throws Exception {
        backend.put(key("rec_1", "media"), new ByteArrayInputStream(noise(100)), 40);
        assertEquals(Optional.of(40L), backend.length(key("rec_1", "media")));
    }

    @Test
    void rangesAreExact() throws Exception {
        byte[] bytes = noise(100_000);
        put(key("rec_1", "media"), bytes);
        assertArrayEquals(Arrays.copyOfRange(bytes, 70_000, 70_100), read(key("rec_1", "media"), 70_000, 100));
        assertArrayEquals(new byte[] {bytes[99_999]}, read(key("rec_1", "media"), 99_999, 1));
        assertEquals(0, read(key("rec_1", "media"), 100_000, 0).length);
    }

    @Test
    void aRangeBeyondTheEndIsCorruption() throws Exception {
        put(key("rec_1", "media"), noise(100));
        assertReason(Reason.CORRUPT, () -> read(key("rec_1", "media"), 50, 51));
    }

    @Test
    void whatIsNotThereCannotBeRead() throws Exception {
        assertEquals(Optional.empty(), backend.length(key("rec_1", "media")));
        assertReason(Reason.NOT_FOUND, () -> read(key("rec_1", "media"), 0, 1));
    }

    @Test
    void nothingIsOverwritten() throws Exception {
        byte[] first = noise(1000);
        put(key("rec_1", "media"), first);
        assertReason(Reason.EXISTS, () -> put(key("rec_1", "media"), noise(999)));
        assertArrayEquals(first, read(key("rec_1", "media"), 0, 1000));
    }

    @Test
    void deletingIsIdempotent() throws Exception {
        put(key("rec_1", "media"), noise(10));
        put(key("rec_1", "other"), noise(10));
        assertTrue(backend.delete(key("rec_1", "media")));
        assertFalse(backend.delete(key("rec_1", "media")));
        assertFalse(backend.delete(key("rec_never", "media")));
        assertEquals(Optional.empty(), backend.length(key("rec_1", "media")));
        assertEquals(Optional.of(10L), backend.length(key("rec_1", "other")));
    }

    @Test
    void aDeletedKeyCanBeUsedAgain() throws Exception {
        put(key("rec_1", "media"), noise(10));
        backend.delete(key("rec_1", "media"));
        put(key("rec_1", "media"), noise(11));
        assertEquals(Optional.of(11L), backend.length(key("rec_1", "media")));
    }

    @Test
    void aListingHoldsWhatBeginsWithThePrefix() throws Exception {
        WorkspaceId other = WorkspaceId.fresh();
        put(key("rec_1", "a"), noise(1));
        put(key("rec_1", "b"), noise(1));
        put(key("rec_12", "a"), noise(1));
        put(new ObjectKey(other, "rec_1", "a"), noise(1));

        String own = workspace.value() + "/";
        assertEquals(List.of(own + "rec_1/a", own + "rec_1/b", own + "rec_12/a"), list(own));
        assertEquals(List.of(own + "rec_1/a", own + "rec_1/b"), list(own + "rec_1/"));
        assertEquals(List.of(own + "rec_1/a", own + "rec_1/b", own + "rec_12/a"), list(own + "rec_1"));
        assertEquals(List.of(own + "rec_1/b"), list(own + "rec_1/b"));
        assertEquals(4, list("").size());
        assertEquals(List.of(), list(WorkspaceId.fresh().value()));
    }

    @Test
    @Timeout(1_800)
    void aListingOfManyKeysIsCompleteAndReadAsItGoes() throws Exception {
        List<ObjectKey> all = new ArrayList<>();
        for (int i = 0; i < manyKeys(); i++) {
            all.add(key("rec_" + i % 7, "part-" + i));
        }
        inParallel(all, each -> put(each, new byte[] {1}));
        try (Stream<ObjectKey> keys = backend.list(workspace.value() + "/")) {
            Set<ObjectKey> found = new HashSet<>();
            keys.forEach(each -> assertTrue(found.add(each), () -> each.path() + " is listed twice"));
            assertEquals(new HashSet<>(all), found);
        }
        assertReadAsItGoes(all);
    }

    /** What is deleted after the first key was given can only be listed by who had read it all before. */
    private void assertReadAsItGoes(List<ObjectKey> all) throws Exception {
        try (Stream<ObjectKey> keys = backend.list(workspace.value() + "/")) {
            Iterator<ObjectKey> iterator = keys.iterator();
            iterator.next();
            inParallel(all, backend::delete);
            int others = 0;
            while (iterator.hasNext()) {
                iterator.next();
                others++;
            }
            assertTrue(others < all.size() - 1, "the whole listing is kept in memory");
        }
        assertEquals(List.of(), list(""));
    }

    @FunctionalInterface
    private interface Deed {
        void on(ObjectKey key) throws StorageException;
    }

    private static void inParallel(List<ObjectKey> keys, Deed deed) throws Exception {
        int threads = 4;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> parts = new ArrayList<>();
            for (int part = 0; part < threads; part++) {
                int first = part;
                parts.add(pool.submit(() -> {
                    for (int i = first; i < keys.size(); i += threads) {
                        deed.on(keys.get(i));
                    }
                    return null;
                }));
            }
            for (Future<?> part : parts) {
                part.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aListingThatIsNotReadToItsEndCanBeClosed() throws Exception {
        for (int i = 0; i < 20; i++) {
            put(key("rec_1", "part-" + i), new byte[] {1});
        }
        try (Stream<ObjectKey> keys = backend.list("")) {
            assertTrue(keys.findFirst().isPresent());
        }
    }

    @Test
    void hostilePrefixesFindNothing() throws Exception {
        put(key("rec_1", "media"), noise(1));
        for (String prefix :
                List.of("..", "../", "/", "/etc", "ws_*", workspace.value() + "/../", "\0", "%2e%2e/", ".")) {
            assertEquals(List.of(), list(prefix), prefix);
        }
    }

    @Test
    void strangeKeysAreKeptApart() throws Exception {
        List<ObjectKey> strange = new ArrayList<>();
        for (String group : List.of("-", "_", "CON", "con", "incoming", "tmp", "-rf", "0")) {
            for (String name :
                    List.of("-", "_", "a", "A", "a.", "a..", "a..b", "a.part", "a.tmp", "--", "nul.txt", "0")) {
                strange.add(key(group, name));
            }
        }
        for (int i = 0; i < strange.size(); i++) {
            put(strange.get(i), noise(i));
        }
        assertEquals(strange.stream().map(ObjectKey::path).sorted().toList(), list(workspace.value() + "/"));
        for (int i = 0; i < strange.size(); i++) {
            assertArrayEquals(
                    noise(i), read(strange.get(i), 0, i), strange.get(i).path());
        }
        for (ObjectKey each : strange) {
            assertTrue(backend.delete(each), each.path());
        }
        assertEquals(List.of(), list(""));
    }

    @Test
    void aLargeObjectIsReadBack() throws Exception {
        int length = largeLength();
        byte[] bytes = noise(length);
        put(key("rec_1", "media"), bytes);
        assertEquals(Optional.of((long) length), backend.length(key("rec_1", "media")));
        assertArrayEquals(bytes, read(key("rec_1", "media"), 0, length));
        for (int boundary = 5 << 20; boundary < length; boundary += 1 << 20) {
            byte[] across = Arrays.copyOfRange(bytes, boundary - 7, Math.min(boundary + 9, length));
            assertArrayEquals(across, read(key("rec_1", "media"), boundary - 7L, across.length));
        }
        assertReason(Reason.EXISTS, () -> put(key("rec_1", "media"), bytes));
        assertNoRemains();
    }

    @Test
    void aLargeStreamThatFailsLeavesNothing() throws Exception {
        int broken = largeLength() - (2 << 20);
        InputStream failing = new InputStream() {
            private int given;

            @Override
            public int read() throws IOException {
                throw new IOException("the source broke");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                if (given >= broken) {
                    throw new IOException("the source broke");
                }
                int count = Math.min(length, broken - given);
                given += count;
                return count;
            }
        };
        assertReason(Reason.TRY_AGAIN, () -> backend.put(key("rec_1", "media"), failing, largeLength()));
        assertNothingLeft();
    }

    @Test
    void anInterruptedWriterOfALargeObjectLeavesNothing() throws Exception {
        assertTrue(putInterrupted(largeLength() - (2 << 20), largeLength()));
        assertNothingLeft();
    }

    @Test
    void ofManyWritersOfOneLargeKeyOneWins() throws Exception {
        assertOneWins(3, largeLength());
    }

    @Test
    void aRangeThatIsNotReadToItsEndCanBeClosed() throws Exception {
        byte[] bytes = noise(1 << 20);
        put(key("rec_1", "media"), bytes);
        for (int i = 0; i < 200; i++) {
            try (InputStream in = backend.read(key("rec_1", "media"), i, bytes.length - i)) {
                assertEquals(bytes[i] & 0xff, in.read());
            }
        }
        assertArrayEquals(bytes, read(key("rec_1", "media"), 0, bytes.length));
    }

    @Test
    void manyReadersReadAtOnce() throws Exception {
        byte[] bytes = noise(1 << 20);
        put(key("rec_1", "media"), bytes);
        ExecutorService pool = Executors.newFixedThreadPool(12);
        try {
            List<Future<byte[]>> ranges = new ArrayList<>();
            for (int i = 0; i < 48; i++) {
                int offset = i * 10_007;
                ranges.add(pool.submit(() -> read(key("rec_1", "media"), offset, 500_000)));
            }
            for (int i = 0; i < ranges.size(); i++) {
                assertArrayEquals(
                        Arrays.copyOfRange(bytes, i * 10_007, i * 10_007 + 500_000),
                        ranges.get(i).get());
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void theLongestKeysAreKept() throws Exception {
        ObjectKey longest = key("g".repeat(80), "n".repeat(80));
        put(longest, noise(5));
        assertEquals(List.of(longest.path()), list(workspace.value()));
    }

    @Test
    void anIncompleteObjectIsSeenByNobody() throws Exception {
        CountDownLatch halfway = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        InputStream slow = new InputStream() {
            private int given;

            @Override
            public int read() throws IOException {
                if (given == 100_000) {
                    halfway.countDown();
                    awaitQuietly(goOn);
                }
                return given++ & 0xff;
            }
        };
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try {
            Future<?> put = writer.submit(() -> {
                backend.put(key("rec_1", "media"), slow, 200_000);
                return null;
            });
            assertTrue(halfway.await(30, TimeUnit.SECONDS));
            assertEquals(Optional.empty(), backend.length(key("rec_1", "media")));
            assertReason(Reason.NOT_FOUND, () -> read(key("rec_1", "media"), 0, 1));
            assertEquals(List.of(), list(""));
            put(key("rec_1", "other"), noise(10)); // a slow writer holds up nobody
            assertEquals(Optional.of(10L), backend.length(key("rec_1", "other")));
            goOn.countDown();
            put.get(30, TimeUnit.SECONDS);
            assertEquals(Optional.of(200_000L), backend.length(key("rec_1", "media")));
        } finally {
            goOn.countDown();
            writer.shutdownNow();
        }
    }

    @Test
    void aStreamThatFailsLeavesNothing() throws Exception {
        InputStream failing = new InputStream() {
            private int given;

            @Override
            public int read() throws IOException {
                if (given++ >= 150_000) {
                    throw new IOException("the source broke");
                }
                return 7;
            }
        };
        assertReason(Reason.TRY_AGAIN, () -> backend.put(key("rec_1", "media"), failing, 200_000));
        assertNothingLeft();
    }

    @Test
    void aStreamThatEndsEarlyLeavesNothing() throws Exception {
        assertReason(
                Reason.CORRUPT, () -> backend.put(key("rec_1", "media"), new ByteArrayInputStream(noise(1000)), 1001));
        assertNothingLeft();
    }

    @Test
    void anInterruptedWriterLeavesNothingAndStaysInterrupted() throws Exception {
        assertTrue(putInterrupted(100_000, 1_000_000));
        assertNothingLeft();
    }

    /** @return whether the writer's thread was interrupted still */
    private boolean putInterrupted(int at, int length) throws Exception {
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try {
            Future<Boolean> put = writer.submit(() -> {
                InputStream interrupting = new InputStream() {
                    private int given;

                    @Override
                    public int read() {
                        if (given++ == at) {
                            Thread.currentThread().interrupt();
                        }
                        return 7;
                    }
                };
                assertReason(Reason.TRY_AGAIN, () -> backend.put(key("rec_1", "media"), interrupting, length));
                return Thread.currentThread().isInterrupted();
            });
            return put.get(60, TimeUnit.SECONDS);
        } finally {
            writer.shutdownNow();
        }
    }

    @Test
    void ofManyWritersOfOneKeyOneWins() throws Exception {
        assertOneWins(8, 50_000);
    }

    private void assertOneWins(int writers, int shortest) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(writers);
        CountDownLatch start = new CountDownLatch(1);
        try {
            List<Future<Boolean>> puts = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                int length = shortest + i;
                puts.add(pool.submit(() -> {
                    awaitQuietly(start);
                    try {
                        put(key("rec_1", "media"), noise(length));
                        return true;
                    } catch (StorageException e) {
                        assertEquals(Reason.EXISTS, e.reason(), e.getMessage());
                        return false;
                    }
                }));
            }
            start.countDown();
            int won = 0;
            for (Future<Boolean> put : puts) {
                won += put.get(60, TimeUnit.SECONDS) ? 1 : 0;
            }
            assertEquals(1, won);
        } finally {
            pool.shutdownNow();
        }
        int length = backend.length(key("rec_1", "media")).orElseThrow().intValue();
        assertArrayEquals(noise(length), read(key("rec_1", "media"), 0, length));
        assertNoRemains();
    }

    private void assertNothingLeft() throws Exception {
        assertEquals(Optional.empty(), backend.length(key("rec_1", "media")));
        assertEquals(List.of(), list(""));
        assertNoRemains();
        put(key("rec_1", "media"), noise(10));
        assertEquals(Optional.of(10L), backend.length(key("rec_1", "media")));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
