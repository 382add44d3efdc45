package org.sightline.recording.internal.library;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sightline.access.AccessDeniedException;
import org.sightline.access.Action;
import org.sightline.access.NotFoundException;
import org.sightline.access.Resource;
import org.sightline.audit.Audit;
import org.sightline.audit.AuditException;
import org.sightline.calls.ParticipantId;
import org.sightline.calls.ParticipantRole;
import org.sightline.calls.spi.CallRecorder.CallRecording;
import org.sightline.recording.Playback;
import org.sightline.recording.RecordingException;
import org.sightline.recording.RecordingId;
import org.sightline.recording.RecordingState;
import org.sightline.recording.Recordings;
import org.sightline.recording.internal.fakes.Ffmpeg;
import org.sightline.recording.internal.recorder.RecorderWorld;
import org.sightline.recording.internal.sealed.SealedName;
import org.sightline.recording.internal.sealed.SealedReader;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.User;
import org.sightline.tenancy.WorkspaceId;

final class LibraryTest {
    @TempDir
    Path folder;

    private RecorderWorld world;
    private LibraryWorld library;
    private Recordings recordings;
    private Caller administrator;

    @BeforeEach
    void start() throws Exception {
        world = new RecorderWorld(folder);
        library = new LibraryWorld(world);
        recordings = library.recordings;
        administrator = world.administrator();
    }

    @AfterEach
    void stop() throws Exception {
        library.close();
        world.close();
    }

    private RecordingId stored() throws Exception {
        RecordingId id = world.record(3);
        world.awaitState(id, RecordingState.STORED);
        return id;
    }

    private byte[] play(RecordingId id) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Playback playback = recordings.open(administrator, id, 1)) {
            playback.transfer(0, playback.length(), out);
        }
        return out.toByteArray();
    }

    @Test
    void whatIsPlayedDecodes() throws Exception {
        Path played = Files.write(folder.resolve("played.webm"), play(stored()));

        String probe = Ffmpeg.probe(played);
        assertTrue(probe.contains("nb_read_frames=60"), probe);
        assertTrue(probe.contains("duration=3.0"), probe);
        assertEquals("", Ffmpeg.decode(played));
    }

    @Test
    void aRangeIsThatPartOfTheWhole() throws Exception {
        RecordingId id = stored();
        byte[] whole = play(id);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Playback playback = recordings.open(administrator, id, 1)) {
            assertEquals(whole.length, playback.length());
            assertEquals("video/webm", playback.mediaType());
            playback.transfer(1_000, 41_000, out);
            playback.transfer(5, 5, out);
        }

        assertArrayEquals(Arrays.copyOfRange(whole, 1_000, 41_000), out.toByteArray());
    }

    @Test
    void theEntityTagIsStableAndOfTheTake() throws Exception {
        RecordingId id = stored();
        try (Playback one = recordings.open(administrator, id, 1);
                Playback two = recordings.open(administrator, id, 1)) {
            assertEquals(one.entityTag(), two.entityTag());
            assertTrue(one.entityTag().matches("[A-Za-z0-9_-]+"));
        }
    }

    @Test
    void aKeyframeIsAPictureWithoutADecoder() throws Exception {
        RecordingId id = stored();

        assertEquals(List.of(0L, 1_000L, 2_000L), recordings.keyframes(administrator, id, 1));
        for (long at : new long[] {0, 999, 1_500, 9_999}) {
            byte[] still = recordings.still(administrator, id, 1, at).orElseThrow();
            String probe = Ffmpeg.probe(Files.write(folder.resolve("still.webp"), still));
            assertTrue(probe.contains("width=320") && probe.contains("height=240"), probe);
            assertEquals("", Ffmpeg.decode(folder.resolve("still.webp")));
        }
    }

    @Test
    void aRecordingOnTheSpoolIsPlayedFromThere() throws Exception {
        RecordingId id = onTheSpool();

        byte[] fromSpool = play(id);
        world.storage.ready(true);
        world.awaitState(id, RecordingState.STORED);

        assertArrayEquals(fromSpool, play(id));
    }

    private RecordingId onTheSpool() throws Exception {
        CallRecording live = world.recorder.begin(world.call(), world.stops::add);
        RecordingId id = new RecordingId(live.id());
        world.send(
                live.take(ParticipantId.fresh(), ParticipantRole.CUSTOMER).packets(RecorderWorld.TRACKS, track -> {}),
                3);
        world.storage.ready(false);
        live.end();
        world.awaitState(id, RecordingState.SPOOLED);
        return id;
    }

    @Test
    void aViewingGoesOnWhileTheRecordingMovesOffTheSpool() throws Exception {
        RecordingId id = onTheSpool();
        byte[] whole = play(id);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Playback playback = recordings.open(administrator, id, 1)) {
            playback.transfer(0, 5_000, out);
            world.storage.ready(true);
            world.awaitState(id, RecordingState.STORED);
            org.awaitility.Awaitility.await().until(() -> !Files.exists(world.spool.folder(world.workspace, id)));
            playback.transfer(5_000, playback.length(), out);
        }

        assertArrayEquals(whole, out.toByteArray());
    }

    @Test
    void aBackendThatFailsForAMomentIsNotNoticed() throws Exception {
        RecordingId id = stored();
        world.storage.failReads(2);

        assertTrue(play(id).length > 10_000);
    }

    @Test
    void anotherWorkspaceFindsNothing() throws Exception {
        RecordingId id = stored();
        Caller stranger = new Caller(WorkspaceId.fresh(), "operator", java.util.Set.of(Role.OPERATOR));

        assertThrows(NotFoundException.class, () -> recordings.get(stranger, id));
        assertThrows(NotFoundException.class, () -> recordings.open(stranger, id, 1));
        assertThrows(NotFoundException.class, () -> recordings.keyframes(stranger, id, 1));
        assertThrows(NotFoundException.class, () -> recordings.still(stranger, id, 1, 0));
        assertThrows(NotFoundException.class, () -> recordings.verify(stranger, id));
        assertThrows(
                NotFoundException.class,
                () -> recordings.explain(stranger, id, world.row(id).technician()));
        assertEquals(List.of(), recordings.list(stranger, Optional.empty(), 10));
    }

    @Test
    void anUnknownTakeIsNotFound() throws Exception {
        RecordingId id = stored();

        assertThrows(NotFoundException.class, () -> recordings.open(administrator, id, 2));
    }

    @Test
    void whoIsRefusedGetsNothingAndTheKeyIsNotTouched() throws Exception {
        RecordingId id = stored();
        int before = world.keys.unwrapped();
        world.access.rule(request -> request.action() != Action.RECORDING_WATCH);

        assertThrows(AccessDeniedException.class, () -> recordings.open(administrator, id, 1));
        assertThrows(AccessDeniedException.class, () -> recordings.still(administrator, id, 1, 0));
        assertThrows(AccessDeniedException.class, () -> recordings.keyframes(administrator, id, 1));
        assertEquals(before, world.keys.unwrapped());
        assertEquals(id, recordings.get(administrator, id).id());
    }

    @Test
    void policiesAreToldWhoHeldTheCallAndWhetherTheCallerIsAuthorised() throws Exception {
        RecordingId id = stored();
        recordings.get(administrator, id);

        var asked = world.access.asked().get(world.access.asked().size() - 1).resource();
        assertEquals(world.row(id).technician().value(), asked.attributes().get(Resource.TECHNICIAN));
        assertEquals("true", asked.attributes().get(Resource.AUTHORISED_TO_REVIEW));
    }

    @Test
    void aDeactivatedUserIsRefused() throws Exception {
        RecordingId id = stored();
        User user = world.tenancy.add(administrator, Role.ADMINISTRATOR, true);
        recordings.get(user.caller(), id);
        world.tenancy.deactivate(user);

        assertThrows(AccessDeniedException.class, () -> recordings.open(user.caller(), id, 1));
        assertEquals(
                Audit.Outcome.REFUSED,
                world.audit.entries().get(world.audit.entries().size() - 1).outcome());
        assertFalse(recordings.explain(administrator, id, user.id()).permitted());
    }

    @Test
    void aViewingEndsWithinASecondOfTheRightToWatch() throws Exception {
        RecordingId id = stored();
        int[] afterwards = new int[1];
        OutputStream slow = new OutputStream() {
            private int written;

            @Override
            public void write(int b) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                LockSupport.parkNanos(100_000_000L);
                written += length;
                if (written > 20_000) {
                    afterwards[0]++;
                    world.access.rule(request -> request.action() != Action.RECORDING_WATCH);
                }
            }
        };
        try (Playback playback = recordings.open(administrator, id, 1)) {
            RecordingException thrown = assertThrows(RecordingException.class, () -> {
                for (int i = 0; i < 10; i++) {
                    playback.transfer(0, playback.length(), slow);
                }
            });
            assertEquals("access-ended", thrown.code());
        }
        assertTrue(afterwards[0] < 9, afterwards[0] + " slices of 100 ms");
        assertTrue(
                world.audit.entries().stream().anyMatch(entry -> entry.action().equals("recording.view-ended")));
    }

    @Test
    void everyViewingIsAuditedAndWithoutAuditThereIsNone() throws Exception {
        RecordingId id = stored();
        recordings.open(administrator, id, 1).close();
        var entry = world.audit.entries().get(world.audit.entries().size() - 1);
        assertEquals("recording.viewed", entry.action());
        assertEquals(id.value(), entry.resource());
        assertEquals(administrator.subject(), entry.subject());
        assertEquals(Audit.Outcome.DONE, entry.outcome());

        world.audit.failing(true);

        assertThrows(AuditException.class, () -> recordings.open(administrator, id, 1));
    }

    @Test
    void oneStillBeingRecordedIsNotReady() throws Exception {
        CallRecording live = world.recorder.begin(world.call(), world.stops::add);
        live.take(ParticipantId.fresh(), ParticipantRole.CUSTOMER);

        RecordingException thrown = assertThrows(
                RecordingException.class, () -> recordings.open(administrator, new RecordingId(live.id()), 1));

        assertEquals("not-ready", thrown.code());
        live.end();
    }

    @Test
    void withoutItsKeyOrItsStoreItSaysSo() throws Exception {
        RecordingId id = stored();
        world.storage.ready(false);
        assertEquals("storage-unavailable", code(() -> recordings.open(administrator, id, 1)));
        assertThrows(RecordingException.class, () -> recordings.verify(administrator, id));

        library.close();
        library = new LibraryWorld(world);
        recordings = library.recordings;
        world.keys.available(false);
        assertEquals("key-unavailable", code(() -> recordings.open(administrator, id, 1)));
    }

    private static String code(org.junit.jupiter.api.function.Executable action) {
        return assertThrows(RecordingException.class, action).code();
    }

    @Test
    void aStoredObjectThatWasAlteredOrCutIsToldAndNeverPlayed() throws Exception {
        RecordingId id = stored();
        String path = world.workspace + "/" + id + "/take-1.slr";
        byte[] whole = world.storage.objects().get(path);
        assertTrue(recordings.verify(administrator, id).intact());

        byte[] flipped = whole.clone();
        flipped[whole.length / 2] ^= 1;
        world.storage.objects().put(path, flipped);
        assertFalse(recordings.verify(administrator, id).intact());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Playback playback = recordings.open(administrator, id, 1)) {
            assertEquals("damaged", code(() -> playback.transfer(0, playback.length(), out)));
        }

        world.storage.objects().put(path, Arrays.copyOf(whole, whole.length - 500));
        assertEquals("damaged", code(() -> recordings.open(administrator, id, 1)));
        assertFalse(recordings.verify(administrator, id).intact());
    }

    @Test
    void aViewerWhoGoesAwaySaysNothingAboutTheRecording() throws Exception {
        RecordingId id = stored();
        IOException gone = new IOException("broken pipe");
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw gone;
            }
        };
        try (Playback playback = recordings.open(administrator, id, 1)) {
            assertSame(gone, assertThrows(IOException.class, () -> playback.transfer(0, 10, broken)));
        }
    }

    @Test
    void whoMayNotListAllSeesWhatHeMay() throws Exception {
        RecordingId own = stored();
        stored();
        String technician = world.row(own).technician().value();
        world.access.rule(
                request -> technician.equals(request.resource().attributes().get(Resource.TECHNICIAN)));

        assertEquals(
                List.of(own),
                recordings.list(administrator, Optional.empty(), 10).stream()
                        .map(recording -> recording.id())
                        .toList());
        Caller customer = new Caller(world.workspace, "prt_x", java.util.Set.of(Role.CUSTOMER));
        world.access.rule(request -> !request.caller().is(Role.CUSTOMER));
        assertEquals(List.of(), recordings.list(customer, Optional.empty(), 10));
        assertThrows(IllegalArgumentException.class, () -> recordings.list(administrator, Optional.empty(), 0));
    }

    @Test
    void aKeyIsFetchedOnceForManyRangesAndForgottenSoon() throws Exception {
        RecordingId id = stored();
        int before = world.keys.unwrapped();
        for (int i = 0; i < 5; i++) {
            play(id);
        }
        assertEquals(before + 1, world.keys.unwrapped());

        KeyCache cache = new KeyCache(world.keys);
        byte[] key = cache.get(world.row(id), 0);
        assertFalse(Arrays.equals(new byte[32], key));
        assertEquals(1, cache.size());
        cache.sweep(5_000_000_000L);
        assertEquals(0, cache.size());
    }

    @Test
    void manyRangesOfAStoredTakeReadItsEndOnceAndEachRangeOnce() throws Exception {
        RecordingId id = stored();
        byte[] whole = play(id);
        int before = world.storage.reads();

        for (int range = 0; range < 10; range++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (Playback playback = recordings.open(administrator, id, 1)) {
                int from = 20_000 + range * 1_000; // behind the head, which lies at the end of the file
                playback.transfer(from, from + 5_000, out);
                assertArrayEquals(Arrays.copyOfRange(whole, from, from + 5_000), out.toByteArray());
            }
        }

        assertEquals(before + 10, world.storage.reads());
    }

    @Test
    void eachRangeIsAuthorisedAnewHoweverOftenTheTakeWasOpened() throws Exception {
        RecordingId id = stored();
        play(id);
        world.access.rule(request -> request.action() != Action.RECORDING_WATCH);

        assertThrows(AccessDeniedException.class, () -> recordings.open(administrator, id, 1));
    }

    @Test
    void anObjectThatWasReplacedWhileItIsWatchedIsToldAndNotServed() throws Exception {
        RecordingId id = stored();
        play(id);
        String path = world.row(id).takes().get(0).object().orElseThrow().key().path();
        byte[] other = world.storage
                .objects()
                .get(world.row(stored())
                        .takes()
                        .get(0)
                        .object()
                        .orElseThrow()
                        .key()
                        .path());
        byte[] mine = world.storage.objects().put(path, Arrays.copyOf(other, 200_000));
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        try (Playback playback = recordings.open(administrator, id, 1)) {
            assertEquals("damaged", code(() -> playback.transfer(0, 10_000, out)));
        }

        assertEquals(0, out.size());
        world.storage.objects().put(path, mine);
        assertTrue(play(id).length > 0);
    }

    @Test
    void outlinesAreFewAndDoNotLiveForever() throws Exception {
        OutlineCache cache = new OutlineCache();
        RecordingId id = stored();
        SealedTakes takes = new SealedTakes(
                world.store, Optional.empty(), world.storage, recording -> new KeyCache(world.keys).get(recording, 0));
        SealedName name = new SealedName(world.workspace, id, 1);
        try (SealedReader reader =
                takes.open(world.row(id), world.row(id).takes().get(0))) {
            for (int i = 0; i < 500_000 / reader.outline().records() + 50; i++) {
                cache.put(new SealedName(world.workspace, RecordingId.fresh(), 1), reader.outline(), 0);
            }
            assertTrue(cache.records() <= 500_000);
            cache.put(name, reader.outline(), 0);
        }

        assertTrue(cache.get(name, 599_000_000_000L).isPresent());
        assertTrue(cache.get(name, 600_000_000_000L).isEmpty());
    }
}
