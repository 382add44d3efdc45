package org.sightline.recording.internal.library;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sightline.recording.internal.recorder.RecorderWorld.REGION;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sightline.access.AccessDeniedException;
import org.sightline.recording.IntegrityChecks;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingException;
import org.sightline.recording.RecordingId;
import org.sightline.recording.RecordingState;
import org.sightline.recording.internal.fakes.FakeEvents;
import org.sightline.recording.internal.recorder.RecorderWorld;
import org.sightline.tenancy.Caller;

final class BackgroundChecksTest {
    private static final long FAST = 10_000_000_000L;

    @TempDir
    Path folder;

    private RecorderWorld world;
    private BackgroundChecks checks;
    private Caller administrator;

    @BeforeEach
    void start() throws Exception {
        world = new RecorderWorld(folder);
        administrator = world.administrator();
    }

    @AfterEach
    void stop() throws Exception {
        if (checks != null) {
            checks.close();
        }
        world.close();
    }

    private void begin(long bytesPerSecond, int everyDays, Clock clock) {
        checks = new BackgroundChecks(
                bytesPerSecond,
                everyDays,
                world.store,
                world.store,
                new FakeEvents(),
                world.storage,
                world.keys,
                world.sidecars,
                world.access,
                world.audit,
                clock,
                10);
    }

    private RecordingId stored() throws Exception {
        RecordingId id = world.record(1);
        world.awaitState(id, RecordingState.STORED);
        return id;
    }

    private String take(RecordingId id) {
        return world.row(id).takes().get(0).object().orElseThrow().key().path();
    }

    private IntegrityChecks.Findings checkNow() {
        checks.begin(administrator);
        await().until(() ->
                checks.findings(administrator).progress().orElseThrow().done());
        return checks.findings(administrator);
    }

    @Test
    void whatWasNeverCheckedIsCheckedInTheBackground() throws Exception {
        RecordingId id = stored();

        begin(FAST, 30, Clock.systemUTC());

        await().until(() -> world.row(id).check().isPresent());
        assertTrue(world.row(id).check().orElseThrow().intact());
        IntegrityChecks.Findings findings = checks.findings(administrator);
        assertEquals(1, findings.stored());
        assertEquals(1, findings.checked());
        assertEquals(0, findings.damaged());
        assertEquals(List.of(), findings.worst());
        assertEquals(world.row(id).check().map(org.sightline.recording.Check::at), findings.oldest());
    }

    @Test
    void eachIsCheckedAgainWhenItsCheckIsOldEnough() throws Exception {
        RecordingId id = stored();
        Instant now = Instant.parse("2026-05-04T12:00:00Z");
        begin(FAST, 30, Clock.fixed(now, ZoneOffset.UTC));
        await().until(() -> world.row(id).check().isPresent());
        checks.close();

        Instant later = now.plus(Duration.ofDays(30)).plusSeconds(1);
        begin(FAST, 30, Clock.fixed(later, ZoneOffset.UTC));

        await().until(() -> world.row(id).check().orElseThrow().at().equals(later));
    }

    @Test
    void damageIsKeptToldAndListedOnce() throws Exception {
        RecordingId id = stored();
        stored();
        byte[] whole = world.storage.objects().get(take(id));
        byte[] flipped = whole.clone();
        flipped[whole.length / 2] ^= 4;
        world.storage.objects().put(take(id), flipped);
        begin(FAST, 0, Clock.systemUTC());

        IntegrityChecks.Findings findings = checkNow();
        checkNow();

        assertEquals(2, findings.checked());
        assertEquals(1, findings.damaged());
        assertEquals(1, findings.progress().orElseThrow().damaged());
        assertEquals(id, findings.worst().get(0).recording());
        String message = findings.worst().get(0).check().message();
        assertTrue(
                message.matches(
                        "take 1 is damaged: it was altered: record \\d+ was altered \\(fake-main in ca-central-1\\)"),
                message);
        assertEquals(1, audited("recording.damaged"));
        assertEquals(1, happened("recording.damaged"));

        world.storage.objects().put(take(id), whole);
        assertEquals(0, checkNow().damaged());
        assertEquals(1, audited("recording.intact-again"));
    }

    private long audited(String action) {
        return world.audit.entries().stream()
                .filter(entry -> entry.action().equals(action))
                .count();
    }

    private long happened(String type) {
        return world.store.events().stream()
                .filter(event -> event.type().equals(type))
                .count();
    }

    @Test
    void damageThatCannotBeAuditedIsFoundAgain() throws Exception {
        RecordingId id = stored();
        world.storage.objects().put(take(id), new byte[100]);
        world.audit.failing(true);
        begin(FAST, 30, Clock.systemUTC());
        await().pollDelay(Duration.ofMillis(100))
                .until(() -> world.row(id).check().isEmpty());

        world.audit.failing(false);

        await().until(() -> world.row(id).check().isPresent());
        assertEquals(1, audited("recording.damaged"));
    }

    @Test
    void whatIsInTheWrongPlaceIsToldForWhatItIs() throws Exception {
        RecordingId id = stored();
        RecordingId other = stored();
        String path = take(id);
        byte[] whole = world.storage.objects().get(path);
        byte[] foreign = world.storage.objects().get(take(other));
        begin(FAST, 0, Clock.systemUTC());

        world.storage.objects().put(path, Arrays.copyOf(whole, whole.length - 1_000));
        assertFound(id, "take 1 is damaged: it was cut: .*");
        world.storage.objects().put(path, Arrays.copyOf(whole, 20));
        assertFound(id, "take 1 is damaged: it was cut: .*");
        world.storage.objects().put(path, foreign);
        assertFound(id, "take 1 is damaged: (it was cut|an object of another recording, take or key).*");
        world.storage.objects().put(path, Arrays.copyOf(foreign, whole.length));
        assertFound(id, "take 1 is damaged: an object of another recording, take or key is in its place .*");
        world.storage.objects().put(path, new byte[whole.length]);
        assertFound(id, "take 1 is damaged: a foreign object is in its place: .*");
        world.storage.objects().put(path, reordered(whole));
        assertFound(id, "take 1 is damaged: it was altered: .*");
        world.storage.objects().remove(path);
        assertFound(id, "take 1 is damaged: its object is gone \\(fake-main in ca-central-1\\)");
    }

    /** The third and the fourth record change places. */
    private static byte[] reordered(byte[] whole) throws Exception {
        List<Integer> starts = new java.util.ArrayList<>();
        java.nio.ByteBuffer bytes = java.nio.ByteBuffer.wrap(whole);
        int at = 80;
        while (at < whole.length - 16) {
            starts.add(at);
            at += 37 + bytes.getInt(at + 16);
        }
        byte[] swapped = whole.clone();
        int a = starts.get(2);
        int b = starts.get(3);
        int end = starts.get(4);
        System.arraycopy(whole, b, swapped, a, end - b);
        System.arraycopy(whole, a, swapped, a + end - b, b - a);
        return swapped;
    }

    private void assertFound(RecordingId id, String pattern) {
        checkNow();
        String message = world.row(id).check().orElseThrow().message();
        assertTrue(message.matches(pattern), message);
        assertFalse(world.row(id).check().orElseThrow().intact());
        try (LibraryWorld library = new LibraryWorld(world)) {
            RecordingException thrown = assertThrows(RecordingException.class, () -> {
                try (var playback = library.recordings.open(administrator, id, 1)) {
                    playback.transfer(0, playback.length(), java.io.OutputStream.nullOutputStream());
                }
            });
            assertEquals("damaged", thrown.code());
        }
    }

    @Test
    void aSidecarThatIsGoneOrAnothersIsWrittenAnewAndHarmsNobody() throws Exception {
        RecordingId id = stored();
        String path = world.row(id).sidecar().orElseThrow().object().key().path();
        byte[] content = world.storage.objects().get(path);
        begin(FAST, 0, Clock.systemUTC());

        for (byte[] instead : new byte[][] {null, new byte[3], new byte[content.length]}) {
            if (instead == null) {
                world.storage.objects().remove(path);
            } else {
                world.storage.objects().put(path, instead);
            }
            assertEquals(0, checkNow().damaged());

            Recording row = world.row(id);
            assertTrue(row.check().orElseThrow().message().contains("the copy of its key"), row::toString);
            assertArrayEquals(
                    content,
                    world.storage
                            .objects()
                            .get(row.sidecar().orElseThrow().object().key().path()));
        }
    }

    @Test
    void whatCannotBeReadSaysNothingAndIsTriedAgain() throws Exception {
        RecordingId id = stored();
        world.storage.ready(false);
        begin(FAST, 0, Clock.systemUTC());

        IntegrityChecks.Progress progress = checkNow().progress().orElseThrow();
        assertEquals(1, progress.unreadable());
        assertEquals(0, progress.checked());
        assertTrue(world.row(id).check().isEmpty());

        world.storage.ready(true);
        world.keys.available(false);
        assertEquals(1, checkNow().progress().orElseThrow().unreadable());

        world.keys.available(true);
        assertEquals(1, checkNow().progress().orElseThrow().checked());
    }

    @Test
    void theRateIsKept() throws Exception {
        RecordingId id = stored();
        long bytes = world.row(id).takes().get(0).sealedLength();
        long start = System.nanoTime();
        begin(bytes * 2, 0, Clock.systemUTC());

        checkNow();

        assertTrue(System.nanoTime() - start >= 450_000_000L, "half a second's bytes took less than that");
    }

    @Test
    void onlyWhoMayVerifyAsksAndNobodyWhenChecksAreOff() throws Exception {
        begin(0, 30, Clock.systemUTC());
        assertEquals(
                "checks-off",
                assertThrows(RecordingException.class, () -> checks.begin(administrator))
                        .code());
        world.access.rule(request -> false);
        assertThrows(AccessDeniedException.class, () -> checks.begin(administrator));
        assertThrows(AccessDeniedException.class, () -> checks.findings(administrator));
        assertThrows(IllegalArgumentException.class, () -> begin(-1, 30, Clock.systemUTC()));
    }

    @Test
    void aManualVerificationIsKeptToo() throws Exception {
        RecordingId id = stored();
        try (LibraryWorld library = new LibraryWorld(world)) {
            assertTrue(library.recordings.verify(administrator, id).intact());
            assertTrue(world.row(id).check().orElseThrow().intact());
            world.storage.objects().remove(take(id));
            assertFalse(library.recordings.verify(administrator, id).intact());
        }
        assertFalse(world.row(id).check().orElseThrow().intact());
        assertEquals(Map.of("message", message(id), "region", REGION), lastDetail());
    }

    private String message(RecordingId id) {
        return world.row(id).check().orElseThrow().message();
    }

    private Map<String, String> lastDetail() {
        return world.audit.entries().get(world.audit.entries().size() - 1).detail();
    }
}
