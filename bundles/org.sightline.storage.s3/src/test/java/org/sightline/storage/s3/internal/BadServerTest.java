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
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;
import org.sightline.storage.s3.server.LocalS3;
import org.sightline.tenancy.WorkspaceId;

/** Servers and networks that do what they should not. */
@Timeout(60)
final class BadServerTest {
    private static final String CONFIGURATION = "org.sightline.storage.s3~main";
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static LocalS3 s3;

    private final ObjectKey key = new ObjectKey(WorkspaceId.fresh(), "rec_1", "media");
    private FaultyProxy proxy;
    private S3StorageBackend backend;

    @BeforeAll
    static void start() throws Exception {
        s3 = LocalS3.inMemory();
        Buckets.create(s3, "recordings");
    }

    @AfterAll
    static void stop() throws Exception {
        s3.close();
    }

    @BeforeEach
    void createBackend() throws IOException {
        proxy = new FaultyProxy(s3.port());
        backend = new S3StorageBackend(config().make(), CONFIGURATION, Clock.systemUTC(), Backends.PAGE);
        Awaitility.await().until(() -> backend.health().ready());
    }

    private S3Configs config() {
        return S3Configs.named("s3-main", "ca-test-1")
                .with("endpoint", proxy.endpoint())
                .with("pathStyle", true)
                .with("accessKeyId", s3.accessKeyId())
                .with(".secretAccessKey", s3.secretAccessKey())
                .with("prefix", "bad-" + NUMBER.incrementAndGet())
                .with("readSeconds", 1)
                .with("connectSeconds", 1)
                .with("healthSeconds", 1)
                .with("partMegabytes", 5);
    }

    @AfterEach
    void closeBackend() throws IOException {
        backend.close();
        proxy.close();
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /** What is done in the place of an answer. */
    @FunctionalInterface
    private interface Mischief {
        void with(FaultyProxy.Exchange exchange) throws IOException, InterruptedException;
    }

    /** To requests of this method with this in their path; the others pass. */
    private static FaultyProxy.Fault on(String method, String part, Mischief mischief) {
        return (request, exchange) -> {
            if (request.is(method, part)) {
                mischief.with(exchange);
            } else {
                exchange.pass();
            }
        };
    }

    private void put(int length) throws StorageException {
        backend.put(key, new ByteArrayInputStream(noise(length)), length);
    }

    private StorageException putFails(Reason reason, int length) {
        StorageException failure = assertThrows(StorageException.class, () -> put(length));
        assertEquals(reason, failure.reason(), failure.getMessage());
        return failure;
    }

    private static void assertNames(String message, String... parts) {
        assertTrue(message.contains(CONFIGURATION), message);
        assertFalse(message.contains("secret words"), message);
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    private void assertNothingLeft() throws Exception {
        proxy.doTo((request, exchange) -> exchange.pass());
        assertEquals(Optional.empty(), backend.length(key));
        try (Stream<ObjectKey> keys = backend.list("")) {
            assertEquals(List.of(), keys.toList());
        }
        assertEquals(0, Buckets.unfinished(s3, "recordings"));
    }

    @Test
    void aWrongTagOfAnObjectIsFoundAndTheObjectTakenBack() throws Exception {
        proxy.doTo(
                on("PUT", "media", exchange -> exchange.passChanged("ETag", "\"00000000000000000000000000000000\"")));
        assertNames(putFails(Reason.CORRUPT, 1000).getMessage(), "endpoint");
        assertNothingLeft();
    }

    @Test
    void aWrongTagOfAPartIsFound() throws Exception {
        proxy.doTo(on(
                "PUT",
                "partNumber=2",
                exchange -> exchange.passChanged("ETag", "\"00000000000000000000000000000000\"")));
        assertNames(putFails(Reason.CORRUPT, 6 << 20).getMessage(), "endpoint");
        assertNothingLeft();
    }

    @Test
    void aWrongChecksumIsFound() throws Exception {
        proxy.doTo(on("PUT", "media", exchange -> {
            exchange.ask();
            exchange.answer(200, "", "x-amz-checksum-crc32c: AAAAAA==\r\n");
        }));
        assertNames(putFails(Reason.CORRUPT, 1000).getMessage(), "endpoint");
        assertNothingLeft();
    }

    @Test
    void aServerThatOnlySaysThatItStoresIsFound() throws Exception {
        proxy.doTo(on("PUT", "media", exchange -> exchange.answer(200, "", "")));
        assertNames(putFails(Reason.CORRUPT, 1000).getMessage(), "endpoint");
        assertNothingLeft();
    }

    @Test
    void anAnswerThatIsLostOnceDoesNotFailAnObjectThatIsThere() throws Exception {
        AtomicInteger puts = new AtomicInteger();
        proxy.doTo((request, exchange) -> {
            if (request.is("PUT", "media") && puts.incrementAndGet() == 1) {
                exchange.ask();
            } else {
                exchange.pass();
            }
        });
        put(1000);
        assertEquals(Optional.of(1000L), backend.length(key));
    }

    @Test
    void anAnswerThatIsLostEachTimeDoesNotFailAnObjectThatIsThere() throws Exception {
        proxy.doTo(on("PUT", "media", exchange -> exchange.ask()));
        put(1000);
        assertEquals(Optional.of(1000L), backend.length(key));
    }

    @Test
    void theLastAnswerOfAnUploadInPartsMayBeLost() throws Exception {
        AtomicInteger completions = new AtomicInteger();
        proxy.doTo((request, exchange) -> {
            if (request.is("POST", "uploadId=") && completions.incrementAndGet() == 1) {
                exchange.ask();
            } else {
                exchange.pass();
            }
        });
        put(6 << 20);
        assertEquals(Optional.of(6L << 20), backend.length(key));
        assertEquals(0, Buckets.unfinished(s3, "recordings"));
    }

    @Test
    void aConnectionThatAlwaysBreaksLeavesNothing() throws Exception {
        proxy.doTo((request, exchange) -> {
            if (!request.is("PUT", "media")) {
                exchange.pass();
            }
        });
        assertNames(putFails(Reason.TRY_AGAIN, 1000).getMessage(), "endpoint");
        assertNothingLeft();
    }

    @Test
    void aPartThatNeverArrivesLeavesNothing() throws Exception {
        proxy.doTo((request, exchange) -> {
            if (!request.is("PUT", "partNumber=2")) {
                exchange.pass();
            }
        });
        assertNames(putFails(Reason.TRY_AGAIN, 6 << 20).getMessage(), "endpoint");
        assertNothingLeft();
    }

    @Test
    void aServerThatHangsIsGivenUpInTimeAndLeavesNothing() throws Exception {
        proxy.doTo(on("PUT", "media", exchange -> exchange.hang()));
        long start = System.nanoTime();
        assertNames(putFails(Reason.TRY_AGAIN, 1000).getMessage(), "endpoint", "in time");
        assertTrue(Duration.ofNanos(System.nanoTime() - start).toSeconds() < 8);
        assertNothingLeft();
    }

    @Test
    void aWriterThatIsInterruptedWhileTheServerHangsStopsAtOnce() throws Exception {
        closeBackend();
        proxy = new FaultyProxy(s3.port());
        backend = new S3StorageBackend(
                config().with("readSeconds", 60).make(), CONFIGURATION, Clock.systemUTC(), Backends.PAGE);
        proxy.doTo(on("PUT", "media", exchange -> exchange.hang()));
        Thread[] writer = new Thread[1];
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            putFails(Reason.TRY_AGAIN, 1000);
            return Thread.currentThread().isInterrupted();
        });
        writer[0] = new Thread(task);
        writer[0].start();
        Awaitility.await().until(() -> proxy.seen().stream().anyMatch(request -> request.is("PUT", "media")));
        long start = System.nanoTime();
        writer[0].interrupt();
        assertTrue(task.get());
        assertTrue(Duration.ofNanos(System.nanoTime() - start).toSeconds() < 5);
        assertNothingLeft();
    }

    @Test
    void aServerThatIsTooBusyForAMomentIsAskedAgain() throws Exception {
        AtomicInteger puts = new AtomicInteger();
        proxy.doTo((request, exchange) -> {
            if (request.is("PUT", "media") && puts.incrementAndGet() <= 2) {
                exchange.answer(503, "SlowDown");
            } else {
                exchange.pass();
            }
        });
        put(1000);
        assertEquals(3, puts.get());
        assertEquals(Optional.of(1000L), backend.length(key));
    }

    @Test
    void aServerThatIsAlwaysTooBusyIsToBeTriedAgainLater() throws Exception {
        AtomicInteger puts = new AtomicInteger();
        proxy.doTo(on("PUT", "media", exchange -> {
            puts.incrementAndGet();
            exchange.answer(503, "SlowDown");
        }));
        assertNames(putFails(Reason.TRY_AGAIN, 1000).getMessage(), "SlowDown");
        assertEquals(4, puts.get());
        assertNothingLeft();
    }

    @Test
    void bytesThatArriveDamagedAreNotStored() throws Exception {
        proxy.doTo(on("PUT", "media", exchange -> exchange.answer(400, "BadDigest")));
        assertNames(putFails(Reason.TRY_AGAIN, 1000).getMessage(), "BadDigest");
        assertNothingLeft();
    }

    @Test
    void refusedWritingIsAMatterOfTheSettingsAndShowsInHealth() throws Exception {
        proxy.doTo(on("PUT", "media", exchange -> exchange.answer(403, "AccessDenied")));
        String message = putFails(Reason.YOUR_SETTINGS, 1000).getMessage();
        assertNames(message, "accessKeyId", "AccessDenied");
        assertFalse(backend.health().ready());
        assertEquals(message, backend.health().message());
        assertNothingLeft();
        put(1000);
        Awaitility.await().until(() -> backend.health().ready());
    }

    @Test
    void aServerWithoutRoomIsFull() throws Exception {
        proxy.doTo(on("PUT", "media", exchange -> exchange.answer(507, "XMinioStorageFull")));
        putFails(Reason.FULL, 1000);
        assertFalse(backend.health().ready());
        assertNothingLeft();
    }

    @Test
    void aServerThatKnowsNoConditionsIsServedWithout() throws Exception {
        proxy.doTo((request, exchange) -> {
            boolean conditional =
                    request.head().stream().anyMatch(line -> line.toLowerCase().startsWith("if-none-match"));
            if (request.is("PUT", "media") && conditional) {
                exchange.answer(501, "NotImplemented");
            } else {
                exchange.pass();
            }
        });
        put(1000);
        assertEquals(Optional.of(1000L), backend.length(key));
        putFails(Reason.EXISTS, 1000);
    }

    @Test
    void aWriterElsewhereThatWasFasterIsNotOverwritten() throws Exception {
        AtomicInteger heads = new AtomicInteger();
        proxy.doTo((request, exchange) -> {
            if (request.is("HEAD", "media") && heads.incrementAndGet() == 1) {
                Buckets.put(s3, "recordings", request.path().replaceFirst("^/recordings/", ""), "theirs");
                exchange.answer(404, "");
            } else {
                exchange.pass();
            }
        });
        putFails(Reason.EXISTS, 1000);
        try (InputStream in = backend.read(key, 0, 6)) {
            assertArrayEquals("theirs".getBytes(), in.readAllBytes());
        }
    }

    @Test
    void anObjectThatBreaksOffWhileItIsReadCanBeResumed() throws Exception {
        put(100_000);
        proxy.doTo((request, exchange) -> exchange.passSome(40_000));
        byte[] received;
        try (InputStream in = backend.read(key, 0, 100_000)) {
            received = in.readNBytes(40_000);
            assertThrows(IOException.class, in::read);
        }
        proxy.doTo((request, exchange) -> exchange.pass());
        byte[] whole = noise(100_000);
        assertArrayEquals(java.util.Arrays.copyOf(whole, 40_000), received);
        try (InputStream in = backend.read(key, 40_000, 60_000)) {
            assertArrayEquals(java.util.Arrays.copyOfRange(whole, 40_000, 100_000), in.readAllBytes());
        }
    }

    @Test
    void aServerThatFallsSilentWhileItIsReadIsGivenUp() throws Exception {
        put(100_000);
        proxy.doTo((request, exchange) -> {
            exchange.passSome(40_000);
            exchange.hang();
        });
        try (InputStream in = backend.read(key, 0, 100_000)) {
            assertEquals(40_000, in.readNBytes(40_000).length);
            assertThrows(IOException.class, in::read);
        }
    }

    @Test
    void aServerThatDripsIsGivenUp() throws Exception {
        put(100_000);
        proxy.doTo((request, exchange) -> exchange.drip(exchange.ask(), 2_000, 100));
        long start = System.nanoTime();
        try (InputStream in = backend.read(key, 0, 100_000)) {
            assertThrows(IOException.class, in::readAllBytes);
        }
        assertTrue(Duration.ofNanos(System.nanoTime() - start).toSeconds() < 10);
    }

    @Test
    void aReaderThatIsInterruptedWhileTheServerIsSilentStopsAtOnce() throws Exception {
        put(100_000);
        closeBackendOnly();
        S3StorageBackend patient = backend = new S3StorageBackend(
                again().with("readSeconds", 60).make(), CONFIGURATION, Clock.systemUTC(), Backends.PAGE);
        proxy.doTo(on("GET", "media", exchange -> {
            exchange.passSome(40_000);
            exchange.hang();
        }));
        CountDownLatch silent = new CountDownLatch(1);
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            try (InputStream in = patient.read(key, 0, 100_000)) {
                in.readNBytes(40_000);
                silent.countDown();
                assertThrows(IOException.class, in::read);
            }
            return Thread.currentThread().isInterrupted();
        });
        Thread reader = new Thread(task);
        reader.start();
        silent.await();
        long start = System.nanoTime();
        reader.interrupt();
        assertTrue(task.get());
        assertTrue(Duration.ofNanos(System.nanoTime() - start).toSeconds() < 5);
    }

    private void closeBackendOnly() {
        backend.close();
    }

    private S3Configs again() {
        S3Configs config = config();
        return config.with("prefix", "bad-" + (NUMBER.get() - 1));
    }

    @Test
    void aServerThatIgnoresRangesIsFound() throws Exception {
        put(1000);
        proxy.doTo((request, exchange) -> exchange.answer(200, "x".repeat(1000), "ETag: \"x\"\r\n"));
        StorageException failure = assertThrows(StorageException.class, () -> backend.read(key, 100, 10));
        assertEquals(Reason.YOUR_SETTINGS, failure.reason());
        assertNames(failure.getMessage(), "endpoint");
    }

    @Test
    void aBucketThatIsGoneDoesNotLookEmpty() {
        proxy.doTo((request, exchange) -> exchange.answer(404, "NoSuchBucket"));
        Awaitility.await().until(() -> !backend.health().ready());
        assertNames(backend.health().message(), "bucket");
        for (Executable question : List.<Executable>of(
                () -> backend.length(key), () -> backend.delete(key), () -> backend.list(""), () -> put(10))) {
            StorageException failure = assertThrows(StorageException.class, question);
            assertEquals(Reason.YOUR_SETTINGS, failure.reason());
            assertNames(failure.getMessage(), "bucket");
        }
    }

    @Test
    void healthTurnsWhenTheServerHangsAndTurnsBack() {
        proxy.doTo((request, exchange) -> exchange.hang());
        Awaitility.await().until(() -> !backend.health().ready());
        assertNames(backend.health().message(), "endpoint");
        proxy.doTo((request, exchange) -> exchange.pass());
        Awaitility.await().until(() -> backend.health().ready());
    }

    @Test
    void aListingThatBreaksOffSaysSo() throws Exception {
        put(10);
        proxy.doTo((request, exchange) -> exchange.answer(
                200,
                "<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken>"
                        + "</ListBucketResult>",
                ""));
        try (Stream<ObjectKey> keys = backend.list("")) {
            proxy.doTo((request, exchange) -> exchange.answer(500, "InternalError"));
            assertThrows(java.io.UncheckedIOException.class, keys::toList);
        }
    }

    @Test
    void aBackendThatIsClosedWhileItStoresALargeObjectLeavesNothing() throws Exception {
        proxy.doTo(on("PUT", "partNumber=2", exchange -> exchange.hang()));
        FutureTask<StorageException> task = new FutureTask<>(() -> putFails(Reason.TRY_AGAIN, 32 << 20));
        new Thread(task).start();
        Awaitility.await().until(() -> proxy.seen().stream().anyMatch(request -> request.is("PUT", "partNumber=2")));
        backend.close();
        task.get();
        assertEquals(0, Buckets.unfinished(s3, "recordings"));
    }

    @Test
    void anUploadThatSomebodyElseAbortsIsToBeTriedAgain() throws Exception {
        proxy.doTo(on("PUT", "partNumber=2", exchange -> exchange.answer(404, "NoSuchUpload")));
        putFails(Reason.TRY_AGAIN, 6 << 20);
        assertNothingLeft();
    }

    @Test
    void theServerIsAskedToEncryptAsConfigured() throws Exception {
        assertEquals(List.of(), encryptionHeaders(config(), 1000));
        assertEquals(
                List.of("x-amz-server-side-encryption: AES256"),
                encryptionHeaders(config().with("sse", "SSE-S3"), 1000));
        S3Configs kms = config().with("sse", "SSE-KMS").with("kmsKeyId", "key-1");
        List<String> expected =
                List.of("x-amz-server-side-encryption-aws-kms-key-id: key-1", "x-amz-server-side-encryption: aws:kms");
        assertEquals(expected.stream().sorted().toList(), encryptionHeaders(kms, 1000));
        assertEquals(expected.stream().sorted().toList(), encryptionHeaders(kms, 6 << 20));
    }

    /** Of the first request that stores something. */
    private List<String> encryptionHeaders(S3Configs config, int length) throws Exception {
        closeBackend();
        proxy = new FaultyProxy(s3.port());
        backend = new S3StorageBackend(
                config.with("endpoint", proxy.endpoint()).with("maxRetries", 0).make(),
                CONFIGURATION,
                Clock.systemUTC(),
                Backends.PAGE);
        Awaitility.await().until(() -> backend.health().ready());
        proxy.doTo((request, exchange) -> {
            if (request.method().equals("PUT") || request.method().equals("POST")) {
                exchange.answer(403, "AccessDenied");
            } else {
                exchange.pass();
            }
        });
        putFails(Reason.YOUR_SETTINGS, length);
        return proxy.seen().stream()
                .filter(request -> request.method().startsWith("P"))
                .findFirst()
                .orElseThrow()
                .head()
                .stream()
                .filter(line -> line.startsWith("x-amz-server-side-encryption"))
                .sorted()
                .toList();
    }
}
