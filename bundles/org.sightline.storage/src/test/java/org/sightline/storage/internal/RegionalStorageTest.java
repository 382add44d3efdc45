package org.sightline.storage.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.Storage.Backend;
import org.sightline.storage.Storage.Region;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;
import org.sightline.storage.StoredObject;
import org.sightline.storage.spi.InMemoryStorageBackend;
import org.sightline.storage.spi.StorageBackend;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.WorkspaceId;

@Timeout(60)
final class RegionalStorageTest {
    private static final String REGION = "ca-central-1";

    @TempDir
    Path directory;

    private final Caller caller = Caller.platform(WorkspaceId.fresh());
    private final ObjectKey key = new ObjectKey(caller.workspace(), "rec_1", "media");
    private final Backends backends = new Backends();
    private final RegionalStorage impatient = new RegionalStorage(backends, Duration.ZERO);
    private final InMemoryStorageBackend primary = new InMemoryStorageBackend("primary", REGION);
    private final InMemoryStorageBackend second = new InMemoryStorageBackend("second", REGION);
    private final InMemoryStorageBackend abroad = new InMemoryStorageBackend("abroad", "us-east-1");
    private Path file;

    @BeforeEach
    void writeFile() throws IOException {
        file = Files.writeString(directory.resolve("media"), "sealed bytes");
    }

    private void bind(StorageBackend backend, int ranking) {
        backends.bindBackend(backend, Map.of("service.ranking", ranking));
    }

    private static Reason reason(org.junit.jupiter.api.function.Executable executable) {
        return assertThrows(StorageException.class, executable).reason();
    }

    @Test
    void thePrimaryBackendOfTheRegionIsUsed() throws Exception {
        bind(second, 1);
        bind(abroad, 1000);
        bind(primary, 10);
        StoredObject stored = impatient.put(caller, REGION, key, file);
        assertEquals("primary", stored.backend());
        assertEquals(REGION, stored.region());
        assertEquals(12, stored.length());
        assertEquals("f35cf5b361b0eaf7b0c02e75808e260e3f379c4745abe45552ba768e85687749", stored.sha256());
        assertEquals(Optional.empty(), abroad.length(key));
    }

    @Test
    void aRankingMayBeTextAsConfigurationFilesGiveIt() throws Exception {
        backends.bindBackend(second, Map.of("service.ranking", "many"));
        backends.bindBackend(primary, Map.of("service.ranking", " 10"));
        assertEquals("primary", impatient.put(caller, REGION, key, file).backend());
    }

    @Test
    void aStreamThatBreaksOffAgainAndAgainGoesOnAsLongAsItGetsFurther() throws Exception {
        StorageBackend tired = new Delegate(primary) {
            @Override
            public InputStream read(ObjectKey key, long offset, long length) throws StorageException {
                InputStream whole = super.read(key, offset, length);
                return new InputStream() {
                    private boolean given;

                    @Override
                    public int read() throws IOException {
                        if (given) {
                            throw new IOException("connection lost");
                        }
                        given = true;
                        return whole.read();
                    }

                    @Override
                    public int read(byte[] buffer, int from, int count) throws IOException {
                        int next = read();
                        buffer[from] = (byte) next;
                        return next < 0 ? -1 : 1;
                    }
                };
            }
        };
        bind(tired, 1);
        StoredObject stored = impatient.put(caller, REGION, key, file);
        assertArrayEquals(
                "sealed bytes".getBytes(), impatient.read(caller, stored, 0, 12).readAllBytes());
    }

    @Test
    void amongEqualsTheFirstByNameStaysThePrimaryWhenItsConfigurationIsEdited() throws Exception {
        backends.bindBackend(primary, Map.of("service.id", 1L));
        backends.bindBackend(second, Map.of("service.id", 2L));
        backends.unbindBackend(primary);
        backends.bindBackend(primary, Map.of("service.id", 3L));
        assertEquals("primary", impatient.put(caller, REGION, key, file).backend());
    }

    @Test
    void anotherBackendOfTheSameRegionTakesOver() throws Exception {
        bind(primary, 10);
        bind(second, 1);
        for (Reason reason : List.of(Reason.FULL, Reason.TRY_AGAIN, Reason.YOUR_SETTINGS)) {
            primary.failWith(Optional.of(reason));
            StoredObject stored =
                    impatient.put(caller, REGION, new ObjectKey(caller.workspace(), "rec_1", reason.name()), file);
            assertEquals("second", stored.backend());
        }
    }

    @Test
    void anotherRegionIsNeverUsed() throws Exception {
        bind(abroad, 1);
        bind(primary, 1);
        primary.failWith(Optional.of(Reason.FULL));
        assertEquals(Reason.FULL, reason(() -> impatient.put(caller, REGION, key, file)));
        backends.unbindBackend(primary);
        assertEquals(Reason.NO_BACKEND, reason(() -> impatient.put(caller, REGION, key, file)));
        assertEquals(Optional.empty(), abroad.length(key));
    }

    @Test
    void anObjectIsNotLookedForInAnotherRegionOrBackend() throws Exception {
        bind(primary, 1);
        StoredObject stored = impatient.put(caller, REGION, key, file);
        backends.unbindBackend(primary);
        bind(new InMemoryStorageBackend("primary", "us-east-1"), 1);
        bind(second, 1);
        assertEquals(Reason.NO_BACKEND, reason(() -> impatient.read(caller, stored, 0, 1)));
    }

    @Test
    void aWriteWaitsForABackendThatIsBeingReplaced() throws Exception {
        RegionalStorage patient = new RegionalStorage(backends, Duration.ofSeconds(30));
        CompletableFuture<StoredObject> put = CompletableFuture.supplyAsync(() -> {
            try {
                return patient.put(caller, REGION, key, file);
            } catch (StorageException e) {
                throw new IllegalStateException(e);
            }
        });
        bind(primary, 1);
        assertEquals("primary", put.get(20, TimeUnit.SECONDS).backend());
    }

    @Test
    void aBackendThatIsStoppedUnderAWriteIsNoFailure() throws Exception {
        RegionalStorage patient = new RegionalStorage(backends, Duration.ofSeconds(30));
        StorageBackend stopped = new Delegate(primary) {
            @Override
            public void put(ObjectKey key, InputStream bytes, long length) {
                backends.unbindBackend(this);
                bind(primary, 1);
                throw new IllegalStateException("bundle stopped");
            }
        };
        bind(stopped, 1);
        assertEquals(12, patient.put(caller, REGION, key, file).length());
    }

    @Test
    void aStreamGoesOnWhenItsBackendIsReplaced() throws Exception {
        RegionalStorage patient = new RegionalStorage(backends, Duration.ofSeconds(30));
        AtomicBoolean broke = new AtomicBoolean();
        StorageBackend breaking = new Delegate(primary) {
            @Override
            public InputStream read(ObjectKey key, long offset, long length) throws StorageException {
                InputStream whole = super.read(key, offset, length);
                return new InputStream() {
                    private boolean lost;

                    @Override
                    public int read() throws IOException {
                        int next = whole.read();
                        lost |= next == ' ' && broke.compareAndSet(false, true);
                        if (lost) {
                            throw new IOException("connection lost");
                        }
                        return next;
                    }
                };
            }
        };
        bind(primary, 1);
        StoredObject stored = patient.put(caller, REGION, key, file);
        backends.unbindBackend(primary);
        bind(breaking, 1);
        try (InputStream in = patient.read(caller, stored, 1, 11)) {
            assertArrayEquals("ealed bytes".getBytes(), in.readAllBytes());
        }
        assertTrue(broke.get());
    }

    @Test
    void storingTheSameAgainSucceedsAndOtherContentIsRefused() throws Exception {
        bind(primary, 1);
        StoredObject first = impatient.put(caller, REGION, key, file);
        assertEquals(first, impatient.put(caller, REGION, key, file));
        Path other = Files.writeString(directory.resolve("other"), "other! bytes");
        assertEquals(Reason.EXISTS, reason(() -> impatient.put(caller, REGION, key, other)));
        assertArrayEquals(
                "sealed bytes".getBytes(), impatient.read(caller, first, 0, 12).readAllBytes());
    }

    @Test
    void aBackendThatChangesWhatItIsGivenIsFound() throws Exception {
        StorageBackend lossy = new Delegate(primary) {
            @Override
            public void put(ObjectKey key, InputStream bytes, long length) throws StorageException {
                super.put(key, bytes, length);
                primary.replace(key, "sealed bytez".getBytes());
            }
        };
        bind(lossy, 1);
        assertEquals(Reason.CORRUPT, reason(() -> impatient.put(caller, REGION, key, file)));
        assertEquals(Optional.empty(), primary.length(key));
    }

    @Test
    void anotherWorkspacesObjectsAreNotThere() throws Exception {
        bind(primary, 1);
        StoredObject stored = impatient.put(caller, REGION, key, file);
        Caller stranger = Caller.platform(WorkspaceId.fresh());
        assertEquals(Reason.NOT_FOUND, reason(() -> impatient.read(stranger, stored, 0, 1)));
        assertEquals(Reason.NOT_FOUND, reason(() -> impatient.delete(stranger, stored)));
        assertEquals(Reason.NOT_FOUND, reason(() -> impatient.put(stranger, REGION, key, file)));
        assertEquals(Optional.of(12L), primary.length(key));
    }

    @Test
    void deletingTwiceIsNoError() throws Exception {
        bind(primary, 1);
        StoredObject stored = impatient.put(caller, REGION, key, file);
        impatient.delete(caller, stored);
        impatient.delete(caller, stored);
        assertEquals(Reason.NOT_FOUND, reason(() -> impatient.read(caller, stored, 0, 1)));
    }

    @Test
    void rangesOutsideTheObjectAreRefused() throws Exception {
        bind(primary, 1);
        StoredObject stored = impatient.put(caller, REGION, key, file);
        assertThrows(IllegalArgumentException.class, () -> impatient.read(caller, stored, 0, 13));
        assertThrows(IllegalArgumentException.class, () -> impatient.read(caller, stored, -1, 1));
        assertThrows(IllegalArgumentException.class, () -> impatient.read(caller, stored, 1, Long.MAX_VALUE));
    }

    @Test
    void regionsAreReadyWhenOneOfTheirBackendsIs() {
        bind(primary, 10);
        bind(second, 1);
        bind(abroad, 1);
        primary.failWith(Optional.of(Reason.FULL));
        abroad.failWith(Optional.of(Reason.YOUR_SETTINGS));
        List<Region> regions = impatient.regions();
        assertEquals(
                List.of(REGION, "us-east-1"), regions.stream().map(Region::name).toList());
        assertEquals(
                List.of("primary", "second"),
                regions.get(0).backends().stream().map(Backend::name).toList());
        assertFalse(regions.get(0).backends().get(0).ready());
        assertTrue(regions.get(0).backends().get(1).ready());
        assertTrue(regions.get(0).ready());
        assertFalse(regions.get(1).ready());
        assertEquals("YOUR_SETTINGS", regions.get(1).message());
    }

    private static Map<String, Object> configuration(String pid) {
        return Map.of("service.pid", pid);
    }

    @Test
    void ofTwoConfigurationsWithOneNameTheSecondIsNotUsedAndBothAreNamed() throws Exception {
        InMemoryStorageBackend twin = new InMemoryStorageBackend("primary", "us-east-1");
        backends.bindBackend(primary, configuration("org.sightline.storage.file~one"));
        backends.bindBackend(twin, configuration("org.sightline.storage.s3~two"));
        Region refused = impatient.regions().get(1);
        assertFalse(refused.ready());
        assertFalse(refused.backends().get(0).used());
        assertTrue(refused.message().contains("org.sightline.storage.file~one"), refused.message());
        assertTrue(refused.message().contains("org.sightline.storage.s3~two"), refused.message());
        assertEquals(Reason.NO_BACKEND, reason(() -> impatient.put(caller, "us-east-1", key, file)));
        assertEquals("primary", impatient.put(caller, REGION, key, file).backend());
    }

    @Test
    void aRefusedTwinDoesNotStepInWhileTheFirstIsReplaced() throws Exception {
        InMemoryStorageBackend twin = new InMemoryStorageBackend("primary", REGION);
        backends.bindBackend(primary, configuration("one"));
        StoredObject stored = impatient.put(caller, REGION, key, file);
        backends.bindBackend(twin, configuration("two"));
        backends.unbindBackend(primary);
        assertEquals(Reason.NO_BACKEND, reason(() -> impatient.read(caller, stored, 0, 1)));
        backends.bindBackend(primary, configuration("one"));
        assertEquals('s', impatient.read(caller, stored, 0, 1).read());
        backends.unbindBackend(twin);
        backends.unbindBackend(primary);
        backends.bindBackend(twin, configuration("two"));
        assertTrue(impatient.regions().get(0).ready());
    }

    @Test
    void aReplacementThatComesBeforeItsPredecessorLeavesIsUsed() throws Exception {
        InMemoryStorageBackend replacement = new InMemoryStorageBackend("primary", REGION);
        backends.bindBackend(primary, configuration("one"));
        backends.bindBackend(replacement, configuration("one"));
        backends.unbindBackend(primary);
        impatient.put(caller, REGION, key, file);
        assertEquals(Optional.of(12L), replacement.length(key));
    }

    @Test
    void anInterruptedCallerDoesNotWait() {
        RegionalStorage patient = new RegionalStorage(backends, Duration.ofSeconds(60));
        Thread.currentThread().interrupt();
        assertEquals(Reason.NO_BACKEND, reason(() -> patient.put(caller, REGION, key, file)));
        assertTrue(Thread.interrupted());
    }

    private static class Delegate implements StorageBackend {
        private final StorageBackend inner;

        Delegate(StorageBackend inner) {
            this.inner = inner;
        }

        @Override
        public String name() {
            return inner.name();
        }

        @Override
        public String region() {
            return inner.region();
        }

        @Override
        public Health health() {
            return inner.health();
        }

        @Override
        public void put(ObjectKey key, InputStream bytes, long length) throws StorageException {
            inner.put(key, bytes, length);
        }

        @Override
        public InputStream read(ObjectKey key, long offset, long length) throws StorageException {
            return inner.read(key, offset, length);
        }

        @Override
        public Optional<Long> length(ObjectKey key) throws StorageException {
            return inner.length(key);
        }

        @Override
        public boolean delete(ObjectKey key) throws StorageException {
            return inner.delete(key);
        }

        @Override
        public Stream<ObjectKey> list(String prefix) throws StorageException {
            return inner.list(prefix);
        }
    }
}
