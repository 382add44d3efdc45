package org.sightline.storage.s3.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;
import org.sightline.storage.s3.server.LocalS3;
import org.sightline.storage.spi.StorageBackend.Health;
import org.sightline.tenancy.WorkspaceId;

@Timeout(60)
final class S3StorageBackendTest {
    private static LocalS3 s3;

    private final ObjectKey key = new ObjectKey(WorkspaceId.fresh(), "rec_1", "media");
    private final Backends backends = new Backends();

    @BeforeAll
    static void start() throws Exception {
        s3 = LocalS3.inMemory();
        Buckets.create(s3, "recordings");
        Buckets.create(s3, "versioned");
        Buckets.version(s3, "versioned");
    }

    @AfterAll
    static void stop() throws Exception {
        s3.close();
    }

    @AfterEach
    void closeBackends() {
        backends.close();
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private void put(S3StorageBackend backend, int length) throws StorageException {
        backend.put(key, new ByteArrayInputStream(noise(length)), length);
    }

    private static void assertUnready(S3StorageBackend backend, String... parts) {
        Awaitility.await().until(() -> !backend.health().message().contains("has not answered yet"));
        Health health = backend.health();
        assertFalse(health.ready());
        assertTrue(health.message().contains(Backends.CONFIGURATION), health.message());
        for (String part : parts) {
            assertTrue(health.message().contains(part), health.message());
        }
    }

    @Test
    void anObjectOfSeveralPartsIsReadBack() throws Exception {
        S3StorageBackend backend = backends.ready(Backends.config(s3));
        int length = (12 << 20) + 7;
        put(backend, length);
        assertEquals(Optional.of((long) length), backend.length(key));
        try (InputStream in = backend.read(key, 0, length)) {
            assertArrayEquals(noise(length), in.readAllBytes());
        }
        try (InputStream in = backend.read(key, (5 << 20) - 1, 2)) {
            assertEquals(2, in.readAllBytes().length);
        }
        assertEquals(0, Buckets.unfinished(s3, "recordings"));
    }

    @Test
    void anObjectOfExactlyWholePartsIsReadBack() throws Exception {
        S3StorageBackend backend = backends.ready(Backends.config(s3));
        put(backend, 10 << 20);
        try (InputStream in = backend.read(key, 0, 10 << 20)) {
            assertArrayEquals(noise(10 << 20), in.readAllBytes());
        }
    }

    @Test
    void anObjectOfSeveralPartsIsNotOverwritten() throws Exception {
        S3StorageBackend backend = backends.ready(Backends.config(s3));
        put(backend, 6 << 20);
        assertEquals(
                Reason.EXISTS,
                assertThrows(StorageException.class, () -> put(backend, 7 << 20))
                        .reason());
        assertEquals(Optional.of(6L << 20), backend.length(key));
    }

    @Test
    void aSourceThatFailsInTheSecondPartLeavesNothing() throws Exception {
        S3StorageBackend backend = backends.ready(Backends.config(s3));
        InputStream failing = new InputStream() {
            private int given;

            @Override
            public int read() throws IOException {
                if (given++ > 7 << 20) {
                    throw new IOException("the source broke");
                }
                return 7;
            }
        };
        assertEquals(
                Reason.TRY_AGAIN,
                assertThrows(StorageException.class, () -> backend.put(key, failing, 12 << 20))
                        .reason());
        assertEquals(Optional.empty(), backend.length(key));
        assertEquals(0, Buckets.unfinished(s3, "recordings"));
    }

    @Test
    void anInterruptionInTheSecondPartLeavesNothing() throws Exception {
        S3StorageBackend backend = backends.ready(Backends.config(s3));
        InputStream interrupting = new InputStream() {
            private int given;

            @Override
            public int read() {
                if (given++ == 7 << 20) {
                    Thread.currentThread().interrupt();
                }
                return 7;
            }
        };
        StorageException failure = assertThrows(StorageException.class, () -> backend.put(key, interrupting, 12 << 20));
        assertTrue(Thread.interrupted());
        assertEquals(Reason.TRY_AGAIN, failure.reason());
        assertEquals(Optional.empty(), backend.length(key));
        assertEquals(0, Buckets.unfinished(s3, "recordings"));
    }

    @Test
    void whatIsErasedInAVersionedBucketIsGoneWithAllItsVersions() throws Exception {
        S3Configs config = Backends.config(s3).with("bucket", "versioned");
        S3StorageBackend backend = backends.ready(config);
        put(backend, 1000);
        backend.delete(key);
        put(backend, 1001);
        assertTrue(backend.delete(key));
        assertFalse(backend.delete(key));
        assertEquals(0, Buckets.versions(s3, "versioned"));
    }

    @Test
    void anErasureThatWasBrokenOffBetweenVersionsIsFinishedByTheNext() throws Exception {
        S3StorageBackend backend =
                backends.ready(Backends.config(s3).with("bucket", "versioned").with("prefix", "broken-off"));
        put(backend, 1000);
        Buckets.delete(s3, "versioned", "broken-off/" + key.path());
        assertEquals(2, Buckets.versions(s3, "versioned"));
        assertFalse(backend.delete(key));
        assertEquals(0, Buckets.versions(s3, "versioned"));
    }

    @Test
    void objectsOfOthersInTheBucketAreNotListed() throws Exception {
        S3StorageBackend backend = backends.ready(Backends.config(s3).with("prefix", "shared"));
        put(backend, 10);
        Buckets.put(s3, "recordings", "shared/readme.txt", "hello");
        Buckets.put(s3, "recordings", "shared/a/b/c/d", "hello");
        Buckets.put(s3, "recordings", "shared-too/" + key.path(), "hello");
        try (Stream<ObjectKey> keys = backend.list("")) {
            assertEquals(List.of(key), keys.toList());
        }
    }

    @Test
    void aFullBackendTakesNoMoreUntilSomethingIsDeleted() throws Exception {
        S3StorageBackend backend = backends.ready(Backends.config(s3).with("capacityMegabytes", 1L));
        put(backend, 900_000);
        ObjectKey second = new ObjectKey(key.workspace(), "rec_2", "media");
        StorageException failure = assertThrows(
                StorageException.class, () -> backend.put(second, new ByteArrayInputStream(noise(200_000)), 200_000));
        assertEquals(Reason.FULL, failure.reason());
        assertTrue(failure.getMessage().contains("capacityMegabytes in the configuration " + Backends.CONFIGURATION));
        assertEquals((1 << 20) - 900_000, backend.health().freeBytes());
        backend.delete(key);
        backend.put(second, new ByteArrayInputStream(noise(200_000)), 200_000);
    }

    @Test
    void aReplacementKnowsHowMuchItsPredecessorStored() throws Exception {
        S3Configs config = Backends.config(s3).with("capacityMegabytes", 1L);
        put(backends.ready(config), 900_000);
        S3StorageBackend replacement = backends.ready(config);
        Awaitility.await().until(() -> replacement.health().freeBytes() == (1 << 20) - 900_000);
    }

    @Test
    void uploadsThatNobodyFinishesAreAborted() throws Exception {
        S3Configs config = Backends.config(s3).with("prefix", "abandoned");
        Buckets.begin(s3, "recordings", "abandoned/" + key.path());
        S3StorageBackend today = backends.ready(config);
        assertTrue(today.health().ready());
        assertEquals(1, Buckets.unfinished(s3, "recordings"));
        backends.unready(config, Clock.offset(Clock.systemUTC(), Duration.ofDays(2)), Backends.PAGE);
        Awaitility.await().until(() -> Buckets.unfinished(s3, "recordings") == 0);
    }

    @Test
    void wrongCredentialsAreNamed() {
        assertUnready(
                backends.unready(Backends.config(s3).with(".secretAccessKey", "wrong")),
                "accessKeyId and .secretAccessKey");
        assertUnready(backends.unready(Backends.config(s3).with("accessKeyId", "nobody")), "accessKeyId");
    }

    @Test
    void aWrongBucketIsNamed() {
        assertUnready(backends.unready(Backends.config(s3).with("bucket", "nowhere")), "check bucket");
    }

    @Test
    void anUnknownHostIsNamed() {
        assertUnready(
                backends.unready(Backends.config(s3).with("endpoint", "https://s3.example.invalid")),
                "the host is not known",
                "check endpoint");
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        assertUnready(
                backends.unready(Backends.config(s3).with("endpoint", "http://127.0.0.1:1")),
                "cannot be reached",
                "check endpoint");
    }

    @Test
    void aClosedBackendLeavesNoThread() throws Exception {
        S3StorageBackend backend = backends.ready(Backends.config(s3).with("name", "s3-closing"));
        put(backend, 10);
        backend.close();
        Awaitility.await()
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().contains("s3-closing")
                                || thread.getName().contains("idle-connection-reaper")));
        assertThrows(StorageException.class, () -> backend.length(key));
    }

    @Test
    void secretsAreNotInWhatItSaysOfItself() {
        Settings settings = Settings.of(Backends.config(s3).make(), Backends.CONFIGURATION);
        assertFalse(settings.toString().contains(s3.secretAccessKey()));
    }

    @Test
    void manyLargeObjectsShareTheBuffers() throws Exception {
        S3StorageBackend backend = backends.ready(Backends.config(s3).with("parts", 2));
        ExecutorService writers = Executors.newFixedThreadPool(6);
        try {
            List<Future<?>> puts = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                ObjectKey each = new ObjectKey(key.workspace(), "rec_" + i, "media");
                int length = (11 << 20) + i;
                puts.add(writers.submit(() -> {
                    backend.put(each, new ByteArrayInputStream(noise(length)), length);
                    try (InputStream in = backend.read(each, 0, length)) {
                        assertArrayEquals(noise(length), in.readAllBytes());
                    }
                    return null;
                }));
            }
            for (Future<?> put : puts) {
                put.get();
            }
        } finally {
            writers.shutdownNow();
        }
    }

    @Test
    void aMachineWithoutCredentialsOfItsOwnIsTold() {
        System.setProperty("aws.disableEc2Metadata", "true");
        System.setProperty("aws.sharedCredentialsFile", "/nonexistent");
        System.setProperty("aws.configFile", "/nonexistent");
        assertUnready(
                backends.unready(Backends.config(s3).with("accessKeyId", "").with(".secretAccessKey", "")),
                "no credentials of its own",
                "accessKeyId and .secretAccessKey");
    }
}
