package org.sightline.storage.sftp.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;
import org.sightline.storage.spi.StorageBackend;
import org.sightline.storage.spi.StorageBackendContract;
import org.sightline.tenancy.WorkspaceId;

/** What is expected on every kind of server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SftpBackendContract extends StorageBackendContract {
    static final String CONFIGURATION = "org.sightline.storage.sftp~main";
    private static final int LARGE = 6_000_001;

    private final List<SftpStorageBackend> backends = new ArrayList<>();
    private final ObjectKey key = new ObjectKey(WorkspaceId.fresh(), "rec_1", "media");
    private Path home;
    private TestServer server;
    private Path directory;

    abstract TestServer startServer(Path home) throws Exception;

    @BeforeAll
    void startServerIn(@TempDir Path temporary) throws Exception {
        home = temporary;
        server = startServer(home);
    }

    @AfterAll
    void stopServer() throws IOException {
        server.close();
    }

    @AfterEach
    void stopBackends() {
        backends.forEach(SftpStorageBackend::stop);
        backends.clear();
    }

    @Override
    protected StorageBackend create() throws Exception {
        directory = Files.createTempDirectory(home, "objects");
        return ready(backend(configuration()));
    }

    private SftpConfigs configuration() {
        return server.configuration(directory);
    }

    SftpStorageBackend backend(SftpConfigs configuration) {
        SftpStorageBackend backend = new SftpStorageBackend(configuration.config(), CONFIGURATION);
        backends.add(backend);
        return backend;
    }

    private SftpStorageBackend over(FaultyLine line) {
        return ready(backend(configuration().with("port", line.port()).with("maxSessions", 1)));
    }

    private static SftpStorageBackend ready(SftpStorageBackend backend) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> backend.health().ready());
        return backend;
    }

    @Override
    protected void assertNoRemains() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> parts().isEmpty());
    }

    private List<Path> parts() throws IOException {
        try (Stream<Path> files = Files.list(region().resolve(".incoming"))) {
            return files.toList();
        }
    }

    private Path region() {
        return directory.resolve(REGION);
    }

    private Path group() {
        return region().resolve(key.workspace().value()).resolve("rec_1");
    }

    static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private void put(StorageBackend backend, int length) throws StorageException {
        backend.put(key, new ByteArrayInputStream(noise(length)), length);
    }

    private byte[] read(StorageBackend backend, int length) throws Exception {
        try (InputStream in = backend.read(key, 0, length)) {
            return in.readAllBytes();
        }
    }

    static StorageException failure(Reason reason, Executable executable) {
        StorageException failure = assertThrows(StorageException.class, executable);
        assertEquals(reason, failure.reason(), failure.getMessage());
        return failure;
    }

    @Test
    void objectsLieUnderRegionWorkspaceAndGroupForTheOwnerOnly() throws Exception {
        put(backend(configuration()), 100);
        assertArrayEquals(noise(100), Files.readAllBytes(group().resolve("media")));
        assertEquals("rw-------", permissions(group().resolve("media")));
        for (Path path = group(); !path.equals(directory); path = path.getParent()) {
            assertEquals("rwx------", permissions(path));
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void aDeletedGroupLeavesNoDirectories() throws Exception {
        SftpStorageBackend backend = backend(configuration());
        put(backend, 100);
        backend.delete(key);
        assertFalse(Files.exists(group().getParent()));
        assertTrue(Files.exists(region()));
    }

    @Test
    void symbolicLinksAreNotFollowed() throws Exception {
        SftpStorageBackend backend = backend(configuration());
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.writeString(outside.resolve("media"), "secret");
        Files.createDirectories(group().getParent());

        Files.createSymbolicLink(group(), outside);
        failure(Reason.NOT_FOUND, () -> backend.read(key, 0, 1));
        assertEquals(Optional.empty(), backend.length(key));
        assertFalse(backend.delete(key));
        assertEquals(0, count(backend, ""));
        assertEquals(0, count(backend, key.workspace().value() + "/rec_1/"));
        failure(Reason.YOUR_SETTINGS, () -> put(backend, 1));
        assertEquals("secret", Files.readString(outside.resolve("media")));

        Files.delete(group());
        Files.createDirectory(group());
        Files.createSymbolicLink(group().resolve("media"), outside.resolve("media"));
        failure(Reason.NOT_FOUND, () -> backend.read(key, 0, 1));
        failure(Reason.EXISTS, () -> put(backend, 1));
        assertEquals(0, count(backend, ""));
        assertEquals("secret", Files.readString(outside.resolve("media")));
        assertNoRemains();
    }

    private static long count(StorageBackend backend, String prefix) throws StorageException {
        try (Stream<ObjectKey> keys = backend.list(prefix)) {
            return keys.count();
        }
    }

    @Test
    void filesOfSomebodyElseAreNotListed() throws Exception {
        SftpStorageBackend backend = backend(configuration());
        put(backend, 1);
        Files.writeString(region().resolve("README"), "");
        Files.writeString(group().resolve(".hidden"), "");
        Files.createDirectories(group().resolve("media.d"));
        assertEquals(1, count(backend, ""));
    }

    @Test
    void whatACrashLeftIsRemovedAtTheNextStartUnlessItMayBeBeingWritten() throws Exception {
        Path incoming = region().resolve(".incoming");
        Path abandoned = Files.writeString(incoming.resolve("abandoned.part"), "x");
        Path fresh = Files.writeString(incoming.resolve("fresh.part"), "x");
        Path foreign = Files.writeString(incoming.resolve("foreign"), "x");
        FileTime old = FileTime.from(Instant.now().minus(Duration.ofHours(2)));
        Files.setLastModifiedTime(abandoned, old);
        Files.setLastModifiedTime(foreign, old);
        backend(configuration());
        Awaitility.await().until(() -> !Files.exists(abandoned));
        assertTrue(Files.exists(fresh));
        assertTrue(Files.exists(foreign));
    }

    @Test
    void anUploadGoesOnWhereTheConnectionBroke() throws Exception {
        try (FaultyLine line = new FaultyLine(server.port())) {
            SftpStorageBackend backend = over(line);
            line.cutAfterToServer(LARGE / 2);
            put(backend, LARGE);
            assertEquals(1, line.cuts());
            assertArrayEquals(noise(LARGE), read(backend, LARGE));
            assertNoRemains();
        }
    }

    @Test
    void anUploadSurvivesACutInEachOfItsSteps() throws Exception {
        try (FaultyLine line = new FaultyLine(server.port())) {
            SftpStorageBackend backend = over(line);
            for (int after = 100; after < 2_000; after += 150) {
                int cuts = line.cuts();
                line.cutAfterToClient(after);
                put(backend, 200);
                assertArrayEquals(noise(200), read(backend, 200));
                line.cutAfterToClient(Long.MAX_VALUE);
                assertTrue(backend.delete(key), () -> "after " + cuts);
            }
            assertTrue(line.cuts() > 3, "few cuts");
            assertNoRemains();
        }
    }

    @Test
    void anUploadWhoseServerStaysAwayGivesUpAndLeavesNothing() throws Exception {
        try (FaultyLine line = new FaultyLine(server.port())) {
            SftpStorageBackend backend =
                    ready(backend(configuration().with("port", line.port()).with("resumeSeconds", 1)));
            InputStream content = new InputStream() {
                private int given;

                @Override
                public int read() {
                    if (given++ == LARGE / 2) {
                        line.fallAway();
                    }
                    return 7;
                }
            };
            StorageException failure = failure(Reason.TRY_AGAIN, () -> backend.put(key, content, LARGE));
            assertTrue(failure.getMessage().contains(CONFIGURATION), failure.getMessage());
            assertFalse(Files.exists(group()));
            Awaitility.await().until(() -> !backend.health().ready());
            line.comeBack();
            ready(backend);
            assertNoRemains();
            put(backend, 10);
        }
    }

    @Test
    void aReadingThatBreaksOffSaysSoAndCanBeTakenUp() throws Exception {
        put(backend(configuration()), LARGE);
        try (FaultyLine line = new FaultyLine(server.port())) {
            SftpStorageBackend backend = over(line);
            byte[] wanted = noise(LARGE);
            int got = 0;
            try (InputStream in = backend.read(key, 0, LARGE)) {
                line.cutAfterToClient(LARGE / 2);
                assertThrows(IOException.class, () -> in.transferTo(java.io.OutputStream.nullOutputStream()));
            }
            assertEquals(1, line.cuts());
            got = LARGE / 3;
            try (InputStream in = backend.read(key, got, LARGE - got)) {
                assertArrayEquals(java.util.Arrays.copyOfRange(wanted, got, LARGE), in.readAllBytes());
            }
        }
    }

    @Test
    void aServerThatRestartsBetweenOperationsIsNoticedByNobody() throws Exception {
        SftpStorageBackend backend = ready(backend(configuration()));
        put(backend, 1000);
        server.stop();
        server.restart();
        assertEquals(Optional.of(1000L), backend.length(key));
        server.stop();
        server.restart();
        assertArrayEquals(noise(1000), read(backend, 1000));
        server.stop();
        server.restart();
        assertEquals(1, count(backend, ""));
        server.stop();
        server.restart();
        failure(Reason.EXISTS, () -> put(backend, 1000));
        server.stop();
        server.restart();
        assertTrue(backend.delete(key));
    }

    @Test
    void aServerThatFallsSilentIsGivenUpInTime() throws Exception {
        try (FaultyLine line = new FaultyLine(server.port())) {
            SftpStorageBackend backend = ready(backend(configuration()
                    .with("port", line.port())
                    .with("readSeconds", 1)
                    .with("connectSeconds", 1)
                    .with("resumeSeconds", 1)));
            put(backend, 1000);
            line.fallSilent();
            long start = System.nanoTime();
            StorageException failure = failure(Reason.TRY_AGAIN, () -> backend.length(key));
            assertTrue(failure.getMessage().contains("answer"), failure.getMessage());
            assertTrue(System.nanoTime() - start < Duration.ofSeconds(20).toNanos());
            Awaitility.await().until(() -> !backend.health().ready());
            failure(Reason.TRY_AGAIN, () -> backend.read(key, 0, 1));
            line.speakAgain();
            ready(backend);
            assertEquals(Optional.of(1000L), backend.length(key));
        }
    }

    @Test
    void manyOperationsShareOneConnection() throws Exception {
        SftpStorageBackend backend = ready(backend(configuration().with("maxSessions", 1)));
        put(backend, LARGE);
        List<InputStream> open = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            open.add(backend.read(key, i * 1000, LARGE - i * 1000));
        }
        for (InputStream in : open) {
            assertEquals(1000, in.readNBytes(1000).length);
        }
        assertEquals(Optional.of((long) LARGE), backend.length(key));
        for (int i = 0; i < 20; i++) {
            open.get(i).close();
        }
        assertArrayEquals(noise(LARGE), read(backend, LARGE));
    }

    @Test
    void aWrongHostKeyIsRefusedAndBothAreShown() {
        String pinned = "SHA256:" + "A".repeat(43);
        SftpStorageBackend backend = backend(configuration().with("hostKey", pinned));
        StorageException failure = failure(Reason.YOUR_SETTINGS, () -> put(backend, 1));
        assertTrue(failure.getMessage().contains(pinned), failure.getMessage());
        assertTrue(failure.getMessage().contains(server.fingerprint()), failure.getMessage());
        assertTrue(failure.getMessage().contains("hostKey in the configuration " + CONFIGURATION));
    }

    @Test
    void withoutAHostKeyNothingConnectsAndTheOfferedOneIsShown() throws Exception {
        SftpStorageBackend backend = backend(configuration().with("hostKey", ""));
        StorageException failure = failure(Reason.YOUR_SETTINGS, () -> put(backend, 1));
        assertTrue(failure.getMessage().contains(server.fingerprint()), failure.getMessage());
        Awaitility.await().until(() -> backend.health().message().contains(server.fingerprint()));
        assertFalse(backend.health().ready());
        assertFalse(Files.exists(group()));
    }

    @Test
    void oneOfSeveralPinnedHostKeysIsEnough() throws Exception {
        put(backend(configuration().with("hostKey", "SHA256:" + "A".repeat(43) + ", " + server.fingerprint())), 1);
    }

    @Test
    void aDirectoryThatDoesNotExistIsNamed() {
        SftpStorageBackend backend = backend(server.configuration(directory.resolve("missing")));
        for (Executable operation : List.<Executable>of(
                () -> put(backend, 1), () -> backend.length(key), () -> backend.delete(key), () -> backend.list(""))) {
            StorageException failure = failure(Reason.YOUR_SETTINGS, operation);
            assertTrue(failure.getMessage().contains("directory"), failure.getMessage());
            assertTrue(failure.getMessage().contains(CONFIGURATION), failure.getMessage());
        }
        Awaitility.await().until(() -> backend.health().message().contains("directory"));
    }

    @Test
    void beyondItsCapacityItIsFull() throws Exception {
        SftpStorageBackend backend = ready(backend(configuration().with("capacityMegabytes", 1L)));
        put(backend, 1 << 19);
        Awaitility.await().until(() -> backend.health().freeBytes() <= 1 << 19);
        ObjectKey other = new ObjectKey(key.workspace(), "rec_2", "media");
        StorageException failure =
                failure(Reason.FULL, () -> backend.put(other, new ByteArrayInputStream(noise(600_000)), 600_000));
        assertTrue(failure.getMessage().contains("capacityMegabytes"), failure.getMessage());
        assertTrue(backend.delete(key));
        backend.put(other, new ByteArrayInputStream(noise(600_000)), 600_000);
    }

    @Test
    void whatIsThereAlreadyCountsTowardsTheCapacity() throws Exception {
        put(backend(configuration()), 1 << 20);
        SftpStorageBackend backend = backend(configuration().with("capacityMegabytes", 1L));
        Awaitility.await().until(() -> backend.health().message().contains("full"));
        assertFalse(backend.health().ready());
    }

    @Test
    void anOperationUnderWayEndsWhenTheBackendStops() throws Exception {
        SftpStorageBackend backend = ready(backend(configuration()));
        InputStream content = new InputStream() {
            private int given;

            @Override
            public int read() {
                if (given++ == 100_000) {
                    backend.stop();
                }
                return 7;
            }
        };
        failure(Reason.TRY_AGAIN, () -> backend.put(key, content, LARGE));
        assertFalse(Files.exists(group()));
    }

    @Test
    void nothingRunsAfterTheBackendHasStopped() throws Exception {
        SftpStorageBackend backend = ready(backend(configuration().with("name", "sftp-stopped")));
        put(backend, 10);
        backend.stop();
        Awaitility.await()
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().contains("sftp-stopped")));
    }
}
