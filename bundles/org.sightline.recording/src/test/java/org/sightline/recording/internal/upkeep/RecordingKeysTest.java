package org.sightline.recording.internal.upkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sightline.recording.internal.recorder.RecorderWorld.REGION;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sightline.keys.DataKey;
import org.sightline.keys.KeysException;
import org.sightline.keys.WrappedKey;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingId;
import org.sightline.recording.RecordingState;
import org.sightline.recording.internal.library.LibraryWorld;
import org.sightline.recording.internal.recorder.RecorderWorld;
import org.sightline.recording.internal.spool.RecordingTurns;
import org.sightline.recording.spi.RecordingSamples;
import org.sightline.tenancy.Caller;

final class RecordingKeysTest {
    @TempDir
    Path folder;

    private RecorderWorld world;
    private RecordingKeys owner;
    private Caller platform;

    @BeforeEach
    void start() throws Exception {
        world = new RecorderWorld(folder);
        owner = new RecordingKeys(world.store, world.keys, world.sidecars);
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

    private int rewrapAll() throws KeysException {
        int all = 0;
        for (int some = owner.rewrap(platform, 10); some > 0; some = owner.rewrap(platform, 10)) {
            all += some;
        }
        return all;
    }

    @Test
    void aRotationReachesTheLibraryAndTheSidecarsAndLeavesTheMediaAlone() throws Exception {
        RecordingId id = stored();
        Recording before = world.row(id);
        String take = before.objects().get(0).key().path();
        byte[] media = world.storage.objects().get(take);
        assertEquals(0, owner.due(platform));
        world.keys.version("2");
        assertEquals(2, owner.due(platform));

        assertEquals(2, rewrapAll());

        Recording after = world.row(id);
        assertEquals(0, owner.due(platform));
        assertEquals("2", after.key().version());
        assertSameMedia(media, world.storage.objects().get(take));
        assertEquals(before.takes(), after.takes());
        for (byte[] object : world.storage.objects().values()) {
            String text = new String(object, StandardCharsets.ISO_8859_1);
            assertFalse(text.contains(before.key().ciphertext()), "an old wrapping is left");
        }
        assertEquals(
                after.objects().stream().map(object -> object.key().path()).collect(Collectors.toSet()),
                world.storage.objects().keySet());
        try (LibraryWorld library = new LibraryWorld(world)) {
            assertTrue(library.recordings.verify(world.administrator(), id).intact());
        }
    }

    private static void assertSameMedia(byte[] before, byte[] after) {
        assertTrue(before == after, "the object was written anew");
    }

    @Test
    void aBatchIsNoLargerThanAskedAndTheNextOneGoesOn() throws Exception {
        for (int i = 0; i < 25; i++) {
            insert(wrapped());
        }
        world.keys.version("2");

        assertEquals(10, owner.rewrap(platform, 10));
        assertEquals(15, owner.due(platform));
        assertEquals(15, rewrapAll());
        assertEquals(0, owner.due(platform));
    }

    private Recording insert(Recording recording) {
        world.store.insert(world.workspace, recording, List.of());
        return recording;
    }

    private Recording wrapped() throws KeysException {
        Recording fresh = RecordingSamples.fresh(world.workspace, RecordingSamples.NOON);
        try (DataKey key = world.keys.generate(platform, REGION, fresh.id().value())) {
            return withKey(fresh, key.wrapped());
        }
    }

    private static Recording withKey(Recording fresh, WrappedKey key) {
        return new Recording(
                fresh.id(),
                fresh.workspace(),
                fresh.call(),
                fresh.technician(),
                fresh.region(),
                fresh.state(),
                fresh.startedAt(),
                fresh.endedAt(),
                key,
                fresh.sidecar(),
                fresh.takes(),
                fresh.pauses(),
                fresh.check(),
                fresh.version());
    }

    @Test
    void aKeyThatCannotBeUnwrappedHoldsTheOthersUpNeverMind() throws Exception {
        for (int i = 0; i < 5; i++) {
            insert(wrapped());
            insert(withKey(
                    RecordingSamples.fresh(world.workspace, RecordingSamples.NOON),
                    new WrappedKey("fake", "1", "bm90LW91cnM" + i)));
        }
        world.keys.version("2");

        assertEquals(3, owner.rewrap(platform, 3));
        assertEquals(2, rewrapAll());
        assertEquals(5, owner.due(platform));
    }

    @Test
    void keysThatAreAwayAreTold() throws Exception {
        insert(wrapped());
        world.keys.version("2");
        world.keys.available(false);

        assertEquals(
                KeysException.Reason.UNAVAILABLE,
                assertThrows(KeysException.class, () -> owner.rewrap(platform, 10))
                        .reason());
    }

    @Test
    void aSidecarThatCannotBeWrittenIsToldAndLaterRenewed() throws Exception {
        RecordingId id = stored();
        world.keys.version("2");
        assertEquals(1, owner.rewrap(platform, 10));
        world.storage.ready(false);

        KeysException thrown = assertThrows(KeysException.class, () -> owner.rewrap(platform, 10));
        assertTrue(thrown.getMessage().contains(id.value()), thrown.getMessage());

        world.storage.ready(true);
        assertEquals(1, rewrapAll());
        assertEquals("2", world.row(id).sidecar().orElseThrow().keyVersion());
    }

    @Test
    void aRecordingThatIsBeingMovedHasItsSidecarRenewedLater() throws Exception {
        RecordingId id = stored();
        world.keys.version("2");
        owner.rewrap(platform, 10);

        try (RecordingTurns.Turn turn = world.turns.take(id, 0).orElseThrow()) {
            assertEquals(0, owner.rewrap(platform, 10));
        }

        assertEquals(1, owner.due(platform));
        assertEquals(1, rewrapAll());
    }

    @Test
    void anotherWorkspacesKeysStayAsTheyAre() throws Exception {
        Recording mine = insert(wrapped());
        Caller stranger = Caller.platform(org.sightline.tenancy.WorkspaceId.fresh());
        world.keys.version("2");

        assertEquals(0, owner.due(stranger));
        assertEquals(0, owner.rewrap(stranger, 10));
        assertEquals("1", world.row(mine.id()).key().version());
        assertEquals(Set.of(REGION), Set.copyOf(world.store.regions(world.workspace)));
    }
}
