package org.sightline.recording.internal.upkeep;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sightline.recording.internal.recorder.RecorderWorld.ELSEWHERE;
import static org.sightline.recording.internal.recorder.RecorderWorld.REGION;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sightline.calls.ParticipantId;
import org.sightline.calls.ParticipantRole;
import org.sightline.calls.spi.CallRecorder.CallRecording;
import org.sightline.media.TapSink;
import org.sightline.recording.Playback;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingId;
import org.sightline.recording.RecordingState;
import org.sightline.recording.Take;
import org.sightline.recording.internal.fakes.FakeEvents;
import org.sightline.recording.internal.fakes.FakeRelocation;
import org.sightline.recording.internal.library.LibraryWorld;
import org.sightline.recording.internal.recorder.RecorderWorld;
import org.sightline.recording.internal.spool.RecordingTurns;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.RegionChange;
import org.sightline.storage.StorageException;
import org.sightline.storage.StoredObject;
import org.sightline.storage.spi.ObjectOwner;
import org.sightline.tenancy.Caller;

final class RecordingObjectsTest {
    @TempDir
    Path folder;

    private RecorderWorld world;
    private RecordingObjects owner;
    private Caller platform;

    @BeforeEach
    void start() throws Exception {
        world = new RecorderWorld(folder);
        begin();
    }

    private void begin() {
        owner = new RecordingObjects(
                world.store, new FakeEvents(), world.turns, world.keys, world.completion, Clock.systemUTC());
        platform = world.platform();
    }

    @AfterEach
    void stop() throws Exception {
        world.close();
    }

    private RecordingId stored() throws Exception {
        RecordingId id = world.record(1);
        world.awaitState(id, RecordingState.STORED);
        return id;
    }

    private FakeRelocation relocation() {
        return new FakeRelocation(world.storage, ELSEWHERE, operation -> {});
    }

    private boolean move(RecordingId id) throws Exception {
        return owner.move(platform, id.value(), ELSEWHERE, relocation());
    }

    @Test
    void aStoredRecordingFollowsWithItsTakesAndItsKeyAndLeavesNothingBehind() throws Exception {
        RecordingId id = stored();
        Recording before = world.row(id);
        Map<String, byte[]> takes = new TreeMap<>(world.storage.objects());
        FakeRelocation relocation = relocation();

        assertTrue(owner.move(platform, id.value(), ELSEWHERE, relocation));

        Recording after = world.row(id);
        assertEquals(ELSEWHERE, after.region());
        assertEquals(2, after.objects().size());
        assertEquals(Map.of(), world.storage.objects(REGION));
        for (StoredObject object : after.objects()) {
            assertEquals(ELSEWHERE, object.region());
            assertArrayEquals(
                    takes.get(object.key().path()),
                    world.storage.objects(ELSEWHERE).get(object.key().path()));
        }
        assertEquals(before.key(), after.key());
        String sidecar = before.sidecar().orElseThrow().object().key().name();
        assertEquals(
                List.of("copy take-1.slr", "put " + sidecar, "erase take-1.slr", "erase " + sidecar),
                relocation.done());
        assertEquals(
                1,
                world.store.events().stream()
                        .filter(event -> event.type().equals("recording.moved"))
                        .count());
    }

    @Test
    void theKeyIsWrappedForTheNewRegionAndTheSidecarHoldsTheNewWrapping() throws Exception {
        RecordingId id = stored();
        Recording before = world.row(id);
        world.keys.version("2");

        assertTrue(move(id));

        Recording after = world.row(id);
        assertEquals("2", after.key().version());
        assertNotEquals(before.key().ciphertext(), after.key().ciphertext());
        Recording.Sidecar sidecar = after.sidecar().orElseThrow();
        assertEquals("2", sidecar.keyVersion());
        String text = new String(
                world.storage.objects(ELSEWHERE).get(sidecar.object().key().path()), StandardCharsets.UTF_8);
        assertTrue(text.contains(after.key().ciphertext()), text);
        assertFalse(text.contains(before.key().ciphertext()), text);
    }

    @Test
    void whatLiesOutsideIsCountedAndNamed() throws Exception {
        RecordingId id = stored();

        ObjectOwner.Holdings holdings = owner.outside(platform, ELSEWHERE);
        long bytes = world.storage.objects().values().stream()
                .mapToLong(object -> object.length)
                .sum();
        assertEquals(new ObjectOwner.Holdings(1, new RegionChange.Amount(2, bytes), 0), holdings);
        assertEquals(List.of(id.value()), owner.setsOutside(platform, ELSEWHERE, Set.of(), 10));
        assertEquals(List.of(), owner.setsOutside(platform, ELSEWHERE, Set.of(id.value()), 10));
        assertEquals(List.of(), owner.setsOutside(platform, REGION, Set.of(), 10));
        assertEquals(new ObjectOwner.Holdings(0, RegionChange.Amount.NONE, 0), owner.outside(platform, REGION));
        assertEquals("recordings", owner.name());
    }

    @Test
    void onlyTheAuthoritativeCopyIsClaimed() throws Exception {
        RecordingId id = stored();
        ObjectKey take = world.row(id).takes().get(0).object().orElseThrow().key();
        ObjectKey sidecar = world.row(id).sidecar().orElseThrow().object().key();
        assertTrue(owner.claims(platform, take, REGION));
        assertTrue(owner.claims(platform, sidecar, REGION));
        assertFalse(owner.claims(platform, take, ELSEWHERE));
        assertFalse(owner.claims(platform, new ObjectKey(world.workspace, id.value(), "take-2.slr"), REGION));

        move(id);

        assertFalse(owner.claims(platform, take, REGION));
        assertTrue(owner.claims(platform, take, ELSEWHERE));
        assertTrue(owner.claims(platform, sidecar, ELSEWHERE));
        assertFalse(owner.claims(platform, new ObjectKey(world.workspace, "backup", "take-1.slr"), ELSEWHERE));
        assertFalse(owner.claims(
                platform, new ObjectKey(world.workspace, RecordingId.fresh().value(), "take-1.slr"), ELSEWHERE));
        assertFalse(owner.claims(Caller.platform(org.sightline.tenancy.WorkspaceId.fresh()), take, ELSEWHERE));
    }

    @Test
    void aRunningRecordingFollowsWhileItIsMadeAndIsStoredInTheNewRegion() throws Exception {
        CallRecording live = world.recorder.begin(world.call(), world.stops::add);
        RecordingId id = new RecordingId(live.id());
        TapSink sink = live.take(ParticipantId.fresh(), ParticipantRole.CUSTOMER);
        TapSink.PacketConsumer tap = sink.packets(RecorderWorld.TRACKS, track -> {});
        world.send(tap, 1);
        assertEquals(1, owner.outside(platform, ELSEWHERE).unready());
        world.keys.version("2");

        assertTrue(move(id));

        assertTrue(owner.claims(platform, new ObjectKey(world.workspace, id.value(), "take-1.slr"), ELSEWHERE));
        world.send(tap, 1);
        sink.ended(Optional.empty());
        live.end();
        world.awaitState(id, RecordingState.STORED);
        assertEquals(Set.of(), world.storage.objects(REGION).keySet());
        assertEquals(2, world.storage.objects(ELSEWHERE).size());
        assertEquals("2", world.row(id).sidecar().orElseThrow().keyVersion());
        assertTrue(world.row(id).takes().get(0).videoFrames() >= 20);
    }

    @Test
    void whatWaitsOnTheSpoolBecauseItsRegionIsGoneIsStoredInTheNewOneAtOnce() throws Exception {
        world.close();
        world.firstDelayMillis = 3_600_000; // alone, the second attempt would come in an hour
        world.start();
        begin();
        CallRecording live = world.recorder.begin(world.call(), world.stops::add);
        RecordingId id = new RecordingId(live.id());
        TapSink sink = live.take(ParticipantId.fresh(), ParticipantRole.CUSTOMER);
        world.send(sink.packets(RecorderWorld.TRACKS, track -> {}), 1);
        world.storage.ready(REGION, false);
        live.end();
        world.awaitState(id, RecordingState.SPOOLED);

        assertTrue(move(id));

        world.awaitState(id, RecordingState.STORED);
        assertEquals(ELSEWHERE, world.row(id).region());
        assertEquals(2, world.storage.objects(ELSEWHERE).size());
    }

    @Test
    void ofWhatIsPartlyStoredThatPartMovesAndTheRestFollows() throws Exception {
        CallRecording live = world.recorder.begin(world.call(), world.stops::add);
        RecordingId id = new RecordingId(live.id());
        for (int take = 0; take < 2; take++) {
            TapSink sink = live.take(ParticipantId.fresh(), ParticipantRole.CUSTOMER);
            world.send(sink.packets(RecorderWorld.TRACKS, track -> {}), 1);
            sink.ended(Optional.empty());
        }
        world.storage.ready(REGION, false);
        live.end();
        world.awaitState(id, RecordingState.SPOOLED);
        try (RecordingTurns.Turn turn = world.turns.take(id, 60_000).orElseThrow()) {
            Recording row = world.row(id);
            ObjectKey key = new ObjectKey(world.workspace, id.value(), "take-1.slr");
            world.storage.ready(REGION, true);
            StoredObject first = world.storage.put(
                    REGION, key, java.nio.file.Files.readAllBytes(world.spool.take(world.workspace, id, 1)));
            world.storage.ready(REGION, false);
            world.store.update(world.workspace, withFirst(row, first), List.of());
        }

        await().until(() -> move(id));

        world.awaitState(id, RecordingState.STORED);
        assertEquals(3, world.row(id).objects().size());
        assertEquals(3, world.storage.objects(ELSEWHERE).size());
        assertEquals(Map.of(), world.storage.objects(REGION));
    }

    private static Recording withFirst(Recording row, StoredObject object) {
        List<Take> takes = row.takes().stream()
                .map(take ->
                        take.number() == 1 ? org.sightline.recording.internal.spool.Changes.at(take, object) : take)
                .toList();
        return org.sightline.recording.internal.spool.Changes.takes(row, takes);
    }

    @Test
    void whatIsBeingStoredCannotMoveYet() throws Exception {
        RecordingId id = stored();
        try (RecordingTurns.Turn turn = world.turns.take(id, 0).orElseThrow()) {
            assertFalse(move(id));
        }
        assertTrue(move(id));
    }

    @Test
    void aDamagedSourceStaysWhereItIs() throws Exception {
        RecordingId id = stored();
        Recording before = world.row(id);
        world.storage.objects().put(before.objects().get(0).key().path(), new byte[] {1});

        StorageException thrown = assertThrows(StorageException.class, () -> move(id));

        assertEquals(StorageException.Reason.CORRUPT, thrown.reason());
        assertEquals(before, world.row(id));
    }

    @Test
    void withoutKeysNothingMovesAndTheMessageSaysWhy() throws Exception {
        RecordingId id = stored();
        world.keys.available(false);

        StorageException thrown = assertThrows(StorageException.class, () -> move(id));

        assertEquals(StorageException.Reason.TRY_AGAIN, thrown.reason());
        assertTrue(thrown.getMessage().contains(id.value()), thrown.getMessage());
        assertEquals(REGION, world.row(id).region());
    }

    @Test
    void aKeyThatIsWrappedAnewDuringTheMoveIsNotLost() throws Exception {
        RecordingId id = stored();
        AtomicBoolean rotated = new AtomicBoolean();
        FakeRelocation relocation = new FakeRelocation(world.storage, ELSEWHERE, operation -> {
            if (operation.startsWith("put") && rotated.compareAndSet(false, true)) {
                world.keys.version("2");
                rewrapRows();
            }
        });

        assertTrue(owner.move(platform, id.value(), ELSEWHERE, relocation));

        Recording after = world.row(id);
        assertEquals("2", after.key().version());
        assertEquals("2", after.sidecar().orElseThrow().keyVersion());
        assertEquals(
                after.objects().stream().map(object -> object.key().path()).collect(Collectors.toSet()),
                world.storage.objects(ELSEWHERE).keySet());
        assertEquals(Map.of(), world.storage.objects(REGION));
    }

    private void rewrapRows() {
        try {
            assertEquals(1, new RecordingKeys(world.store, world.keys, world.sidecars).rewrap(platform, 10));
        } catch (org.sightline.keys.KeysException e) {
            throw new AssertionError(e);
        }
    }

    /** The process dies before an operation, whichever it is; the next one finishes. */
    @Test
    void aMoveThatIsBrokenOffAnywhereHasOneAuthoritativeCopyAndIsFinishedLater() throws Exception {
        for (int dies = 0; dies < 4; dies++) {
            RecordingId id = stored();
            int at = dies;
            int[] operations = new int[1];
            FakeRelocation broken = new FakeRelocation(world.storage, ELSEWHERE, operation -> {
                if (operations[0]++ == at) {
                    throw new Killed();
                }
            });

            assertThrows(Killed.class, () -> owner.move(platform, id.value(), ELSEWHERE, broken));

            playable(id); // from the one that counts
            if (dies < 2) {
                assertEquals(REGION, world.row(id).region());
                assertTrue(move(id));
            } else {
                assertEquals(ELSEWHERE, world.row(id).region());
                assertTrue(move(id)); // nothing is left to move
                sweep();
            }
            playable(id);
            assertEquals(Map.of(), world.storage.objects(REGION));
            Recording after = world.row(id);
            after.objects()
                    .forEach(object -> assertTrue(world.storage
                            .objects(ELSEWHERE)
                            .containsKey(object.key().path())));
        }
    }

    /** As the end of a region change does it. */
    private void sweep() {
        world.storage.objects(REGION).keySet().removeIf(path -> !owner.claims(platform, ObjectKey.parse(path), REGION));
    }

    private void playable(RecordingId id) throws Exception {
        try (LibraryWorld library = new LibraryWorld(world)) {
            assertTrue(library.recordings.verify(world.administrator(), id).intact());
        }
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void aViewerInTheMiddleNoticesNothing() throws Exception {
        RecordingId id = stored();
        ByteArrayOutputStream before = new ByteArrayOutputStream();
        ByteArrayOutputStream during = new ByteArrayOutputStream();
        try (LibraryWorld library = new LibraryWorld(world)) {
            Caller viewer = world.administrator();
            try (Playback whole = library.recordings.open(viewer, id, 1)) {
                whole.transfer(0, whole.length(), before);
            }
            try (Playback playback = library.recordings.open(viewer, id, 1)) {
                String tag = playback.entityTag();
                long half = playback.length() / 2;
                playback.transfer(0, half, during);

                assertTrue(move(id));

                playback.transfer(half, playback.length(), during);
                assertEquals(tag, playback.entityTag());
                try (Playback later = library.recordings.open(viewer, id, 1)) {
                    assertEquals(tag, later.entityTag());
                    later.transfer(10, 20, OutputStream.nullOutputStream());
                }
            }
        }
        assertArrayEquals(before.toByteArray(), during.toByteArray());
    }

    @Test
    void aViewerWhoseObjectIsErasedInTheMiddleOfAStreamNoticesNothing() throws Exception {
        RecordingId id = stored();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        ByteArrayOutputStream during = new ByteArrayOutputStream();
        try (LibraryWorld library = new LibraryWorld(world)) {
            Caller viewer = world.administrator();
            try (Playback playback = library.recordings.open(viewer, id, 1)) {
                playback.transfer(0, playback.length(), whole);
            }
            try (Playback playback = library.recordings.open(viewer, id, 1)) {
                world.storage.failReads(1); // the stream breaks off where the object was erased
                assertTrue(move(id));
                playback.transfer(0, playback.length(), during);
            }
        }
        assertArrayEquals(whole.toByteArray(), during.toByteArray());
    }
}
