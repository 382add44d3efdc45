package org.sightline.storage.file.internal;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;
import org.sightline.storage.spi.StorageBackend;
import org.sightline.storage.spi.StorageBackendContract;
import org.sightline.tenancy.WorkspaceId;

final class FileStorageBackendTest extends StorageBackendContract {
    private static final String CONFIGURATION = "org.sightline.storage.file~main";

    @TempDir
    Path temporary;

    private final ObjectKey key = new ObjectKey(WorkspaceId.fresh(), "rec_1", "media");
    private final TestDisk disk = new TestDisk();
    private Duration patience = Duration.ofSeconds(20);
    private volatile long free = 1L << 40;

    @Override
    protected StorageBackend create() {
        return backend(root().toString());
    }

    @Override
    protected int manyKeys() {
        return patient() ? 1_000_000 : 20_000;
    }

    @Override
    protected void assertNoRemains() throws Exception {
        try (Stream<Path> left = Files.list(root().resolve(REGION).resolve(".incoming"))) {
            assertEquals(List.of(), left.toList());
        }
    }

    private Path root() {
        return temporary.resolve("deep/down");
    }

    private FileStorageBackend backend(String directory) {
        return backend("main", REGION, directory, 1);
    }

    private FileStorageBackend backend(String name, String region, String directory, long minFree) {
        return backend(name, region, directory, minFree, 0);
    }

    private FileStorageBackend backend(String name, String region, String directory, long minFree, long capacity) {
        return new FileStorageBackend(
                Settings.of(FileConfigs.of(name, region, directory, minFree, capacity), CONFIGURATION),
                Clock.systemUTC(),
                disk,
                patience);
    }

    /** A disk that can be told what to run out of. */
    private final class TestDisk implements Disk {
        private volatile Creation creation = Durable::createFile;
        private volatile CountDownLatch hang = new CountDownLatch(0);

        @Override
        public long free(Path directory) throws IOException {
            try {
                hang.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return free;
        }

        @Override
        public FileChannel create(Path file) throws IOException {
            return creation.create(file);
        }
    }

    @FunctionalInterface
    private interface Creation {
        FileChannel create(Path file) throws IOException;
    }

    private void put(StorageBackend backend) throws StorageException {
        backend.put(key, new ByteArrayInputStream(new byte[100]), 100);
    }

    private Path group() {
        return root().resolve(REGION).resolve(key.workspace().value()).resolve("rec_1");
    }

    private static Reason reason(org.junit.jupiter.api.function.Executable executable) {
        return assertThrows(StorageException.class, executable).reason();
    }

    @Test
    void objectsLieUnderRegionWorkspaceAndGroupForTheOwnerOnly() throws Exception {
        put(create());
        assertEquals(100, Files.size(group().resolve("media")));
        assertEquals("rw-------", permissions(group().resolve("media")));
        for (Path directory = group(); !directory.equals(temporary); directory = directory.getParent()) {
            assertEquals("rwx------", permissions(directory));
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void nothingIsLeftOfAWriteButTheObject() throws Exception {
        StorageBackend backend = create();
        put(backend);
        reason(() -> put(backend));
        reason(() -> backend.put(
                new ObjectKey(key.workspace(), "rec_1", "short"), new ByteArrayInputStream(new byte[1]), 2));
        try (Stream<Path> files = Files.walk(root()).filter(Files::isRegularFile)) {
            assertEquals(List.of(group().resolve("media")), files.toList());
        }
    }

    @Test
    void aDeletedGroupLeavesNoDirectories() throws Exception {
        StorageBackend backend = create();
        put(backend);
        backend.delete(key);
        assertFalse(Files.exists(group().getParent()));
    }

    @Test
    void belowTheWatermarkItIsFull() throws Exception {
        StorageBackend backend = backend("main", REGION, root().toString(), 512);
        free = (512L << 20) + 99;
        assertEquals(Reason.FULL, reason(() -> put(backend)));
        assertTrue(backend.health().ready());
        free = (512L << 20) - 1;
        assertFalse(backend.health().ready());
        assertTrue(backend.health().message().contains("minFreeMegabytes in the configuration " + CONFIGURATION));
        free = 1L << 40;
        put(backend);
    }

    @Test
    void noMoreThanTheCapacityIsKeptAlsoAfterARestart() throws Exception {
        StorageBackend backend = backend("main", REGION, root().toString(), 1, 1);
        byte[] half = new byte[500_000];
        ObjectKey[] keys = {at("a"), at("b"), at("c")};
        backend.put(keys[0], new ByteArrayInputStream(half), half.length);
        backend.put(keys[1], new ByteArrayInputStream(half), half.length);
        assertEquals((1 << 20) - 1_000_000, backend.health().freeBytes());
        StorageException failure = assertThrows(
                StorageException.class, () -> backend.put(keys[2], new ByteArrayInputStream(half), half.length));
        assertEquals(Reason.FULL, failure.reason());
        assertTrue(failure.getMessage().contains("capacityMegabytes in the configuration " + CONFIGURATION));

        StorageBackend next = backend("main", REGION, root().toString(), 1, 1);
        assertEquals(Reason.FULL, reason(() -> next.put(keys[2], new ByteArrayInputStream(half), half.length)));
        assertEquals(Reason.CORRUPT, reason(() -> next.put(keys[2], new ByteArrayInputStream(new byte[1]), 40_000)));
        next.delete(keys[0]);
        next.put(keys[2], new ByteArrayInputStream(half), half.length);
    }

    private ObjectKey at(String name) {
        return new ObjectKey(key.workspace(), "rec_1", name);
    }

    @Test
    void aDiskThatIsFullInTheMiddleOfAnObjectIsSaidToBeFull() throws Exception {
        StorageBackend backend = create();
        disk.creation = part -> {
            Durable.createFile(part).close();
            return FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE);
        };
        StorageException failure = assertThrows(StorageException.class, () -> put(backend));
        assertEquals(Reason.FULL, failure.reason(), failure.getMessage());
        assertTrue(failure.getMessage().contains(CONFIGURATION), failure.getMessage());
        disk.creation = Durable::createFile;
        put(backend);
    }

    @Test
    void aDiskThatBecameReadOnlyIsNamedWithItsConfiguration() throws Exception {
        StorageBackend backend = create();
        for (IOException refusal :
                List.of(new FileSystemException("x", null, "Read-only file system"), new AccessDeniedException("x"))) {
            disk.creation = part -> {
                throw refusal;
            };
            StorageException failure = assertThrows(StorageException.class, () -> put(backend));
            assertEquals(Reason.YOUR_SETTINGS, failure.reason());
            assertTrue(failure.getMessage().contains("directory in the configuration " + CONFIGURATION));
        }
    }

    @Test
    void aDiskThatHangsIsNotReadyAndHoldsUpNobodyWhoAsks() throws Exception {
        patience = Duration.ofMillis(200);
        StorageBackend backend = create();
        disk.hang = new CountDownLatch(1);
        long start = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            StorageBackend.Health health = backend.health();
            assertFalse(health.ready());
            assertTrue(health.message().contains("has not answered for"), health.message());
            assertTrue(health.message().contains(CONFIGURATION), health.message());
        }
        assertTrue(Duration.ofNanos(System.nanoTime() - start).toSeconds() < 10);
        disk.hang.countDown();
        await().atMost(Duration.ofSeconds(10)).until(() -> backend.health().ready());
    }

    @Test
    void anObjectThatWasCutOrDeletedBehindThePlatformsBackIsNoticed() throws Exception {
        StorageBackend backend = create();
        put(backend);
        try (FileChannel file = FileChannel.open(group().resolve("media"), StandardOpenOption.WRITE)) {
            file.truncate(99);
        }
        assertEquals(Reason.CORRUPT, reason(() -> backend.read(key, 0, 100)));
        assertEquals(Optional.of(99L), backend.length(key));
        Files.delete(group().resolve("media"));
        assertEquals(Reason.NOT_FOUND, reason(() -> backend.read(key, 0, 100)));
        assertEquals(Optional.empty(), backend.length(key));
    }

    @Test
    void anObjectThatIsCutWhileItIsReadDoesNotSeemToEnd() throws Exception {
        StorageBackend backend = create();
        put(backend);
        try (InputStream in = backend.read(key, 0, 100)) {
            in.readNBytes(10);
            try (FileChannel file = FileChannel.open(group().resolve("media"), StandardOpenOption.WRITE)) {
                file.truncate(50);
            }
            assertThrows(IOException.class, in::readAllBytes);
        }
    }

    @Test
    void aDirectoryThatCannotBeUsedIsNamedWithItsConfiguration() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "");
        StorageBackend backend = backend(file.resolve("below").toString());
        StorageException failure = assertThrows(StorageException.class, () -> put(backend));
        assertEquals(Reason.YOUR_SETTINGS, failure.reason());
        assertTrue(failure.getMessage().contains("directory in the configuration " + CONFIGURATION));
        assertFalse(backend.health().ready());
        assertTrue(backend.health().message().contains(CONFIGURATION));
    }

    @Test
    void itRecoversWhenItsDirectoryComesBack() throws Exception {
        Path file = Files.writeString(temporary.resolve("disk"), "");
        StorageBackend backend = backend(file.toString());
        assertEquals(Reason.YOUR_SETTINGS, reason(() -> put(backend)));
        assertEquals(Reason.YOUR_SETTINGS, reason(() -> backend.length(key)));
        assertEquals(Reason.YOUR_SETTINGS, reason(() -> backend.delete(key)));
        Files.delete(file);
        put(backend);
        assertTrue(backend.health().ready());
    }

    @Test
    void symbolicLinksAreNotFollowed() throws Exception {
        StorageBackend backend = create();
        Path outside = Files.createDirectory(temporary.resolve("outside"));
        Files.writeString(outside.resolve("media"), "secret");
        Files.createDirectories(group().getParent());

        Files.createSymbolicLink(group(), outside);
        assertEquals(Reason.NOT_FOUND, reason(() -> backend.read(key, 0, 1)));
        assertEquals(Optional.empty(), backend.length(key));
        assertFalse(backend.delete(key));
        ObjectKey sibling = new ObjectKey(key.workspace(), "rec_1", "new");
        reason(() -> backend.put(sibling, new ByteArrayInputStream(new byte[1]), 1));
        assertFalse(Files.exists(outside.resolve("new")));

        Files.delete(group());
        Files.createDirectory(group());
        Files.createSymbolicLink(group().resolve("media"), outside.resolve("media"));
        assertEquals(Reason.NOT_FOUND, reason(() -> backend.read(key, 0, 1)));
        assertEquals(Reason.EXISTS, reason(() -> put(backend)));
        try (Stream<ObjectKey> keys = backend.list("")) {
            assertEquals(0, keys.count());
        }
        assertEquals("secret", Files.readString(outside.resolve("media")));
    }

    @Test
    void filesOfSomebodyElseAreNotListed() throws Exception {
        StorageBackend backend = create();
        put(backend);
        Files.writeString(root().resolve(REGION).resolve("README"), "");
        Files.writeString(group().resolve(".hidden"), "");
        Files.createDirectories(group().resolve("media.d"));
        try (Stream<ObjectKey> keys = backend.list("")) {
            assertEquals(List.of(key), keys.toList());
        }
    }

    @Test
    void whatACrashLeftIsRemovedAtTheNextStartUnlessItIsBeingWritten() throws Exception {
        create();
        Path incoming = root().resolve(REGION).resolve(".incoming");
        Path abandoned = Files.writeString(incoming.resolve("abandoned.part"), "x");
        Path written = Files.writeString(incoming.resolve("written.part"), "x");
        Path fresh = Files.writeString(incoming.resolve("fresh.part"), "x");
        FileTime old = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
        Files.setLastModifiedTime(abandoned, old);
        Files.setLastModifiedTime(written, old);
        try (FileChannel writer = FileChannel.open(written, StandardOpenOption.WRITE)) {
            writer.lock();
            create();
        }
        assertFalse(Files.exists(abandoned));
        assertTrue(Files.exists(written));
        assertTrue(Files.exists(fresh));
    }

    @Test
    void twoBackendsOfOneDirectoryKeepTheirRegionsApart() throws Exception {
        put(create());
        StorageBackend abroad = backend("abroad", "us-east-1", root().toString(), 1);
        assertEquals(Optional.empty(), abroad.length(key));
    }

    @Test
    void aReplacementServesWhatItsPredecessorStored() throws Exception {
        put(create());
        assertEquals(Optional.of(100L), create().length(key));
    }

    @Test
    void badConfigurationNamesTheKey() {
        assertBad("name", () -> backend("", REGION, root().toString(), 1));
        assertBad("name", () -> backend("../x", REGION, root().toString(), 1));
        assertBad("region", () -> backend("main", "../etc", root().toString(), 1));
        assertBad("region", () -> backend("main", null, root().toString(), 1));
        assertBad("directory", () -> backend("main", REGION, "relative/path", 1));
        assertBad("minFreeMegabytes", () -> backend("main", REGION, root().toString(), -1));
        assertBad("capacityMegabytes", () -> backend("main", REGION, root().toString(), 1, -1));
        assertBad("capacityMegabytes", () -> backend("main", REGION, root().toString(), 1, Long.MAX_VALUE));
    }

    private static void assertBad(String key, org.junit.jupiter.api.function.Executable executable) {
        String message =
                assertThrows(IllegalArgumentException.class, executable).getMessage();
        assertTrue(message.startsWith(key + " of " + CONFIGURATION), message);
    }
}
