package org.sightline.recording.internal.recorder;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sightline.calls.ParticipantId;
import org.sightline.calls.ParticipantRole;
import org.sightline.calls.spi.CallRecorder.CallRecording;
import org.sightline.calls.spi.CallRecorder.RecorderException;
import org.sightline.events.Event;
import org.sightline.media.MediaException;
import org.sightline.media.TapSink;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingId;
import org.sightline.recording.RecordingState;
import org.sightline.recording.Take;
import org.sightline.recording.internal.upkeep.RecordingKeys;
import org.sightline.storage.StoredObject;
import org.sightline.tenancy.Caller;

final class RecordingFlowTest {
    @TempDir
    Path folder;

    private RecorderWorld world;

    @BeforeEach
    void start() throws Exception {
        world = new RecorderWorld(folder);
    }

    @AfterEach
    void stop() throws Exception {
        world.close();
    }

    private Path spooled(RecordingId id, int take) {
        return world.spool.take(world.workspace, id, take);
    }

    @Test
    void aRecordingIsSealedStoredAndOffTheSpool() throws Exception {
        RecordingId id = world.record(2);
        world.awaitState(id, RecordingState.STORED);

        Take take = world.row(id).takes().get(0);
        assertEquals(40, take.videoFrames());
        assertEquals(100, take.audioPackets());
        assertEquals("video/webm", take.mediaType());
        assertEquals(2_000, take.durationMillis(), 60);
        assertEquals(Optional.of("left"), take.closed());
        assertEquals(RecorderWorld.REGION, take.object().orElseThrow().region());
        assertEquals(take.sealedLength(), take.object().orElseThrow().length());
        assertTrue(world.row(id).endedAt().isPresent());
        assertEquals(
                List.of("recording.started", "recording.spooled", "recording.stored"),
                world.store.events().stream().map(Event::type).toList());
        await().until(() -> !Files.exists(world.spool.folder(world.workspace, id)));
    }

    @Test
    void theRowIsThereBeforeTheFirstByte() throws Exception {
        CallRecording live = world.recorder.begin(world.call(), world.stops::add);
        RecordingId id = new RecordingId(live.id());
        assertEquals(RecordingState.RECORDING, world.row(id).state());
        assertEquals(List.of(), world.row(id).takes());

        live.take(ParticipantId.fresh(), ParticipantRole.CUSTOMER);

        assertEquals(1, world.row(id).takes().size());
        assertFalse(Files.exists(spooled(id, 1)));
        live.end();
    }

    @Test
    void eachJoinIsItsOwnTake() throws Exception {
        CallRecording live = world.recorder.begin(world.call(), world.stops::add);
        RecordingId id = new RecordingId(live.id());
        ParticipantId customer = ParticipantId.fresh();
        TapSink first = live.take(customer, ParticipantRole.CUSTOMER);
        world.send(first.packets(RecorderWorld.TRACKS, track -> {}), 1);
        first.ended(Optional.of(new MediaException(MediaException.Reason.ENGINE_LOST, "gone")));
        TapSink second = live.take(customer, ParticipantRole.CUSTOMER);
        world.send(second.packets(RecorderWorld.TRACKS, track -> {}), 1);
        TapSink silent = live.take(ParticipantId.fresh(), ParticipantRole.TECHNICIAN);
        silent.packets(RecorderWorld.TRACKS, track -> {});
        live.end();
        world.awaitState(id, RecordingState.STORED);

        List<Take> takes = world.row(id).takes();
        assertEquals(List.of(1, 2), takes.stream().map(Take::number).toList()); // nothing came of the third
        assertEquals(Optional.of("engine-lost"), takes.get(0).closed());
        assertEquals(Optional.of("ended"), takes.get(1).closed());
    }

    @Test
    void aRecordingOfNothingFailsAndLeavesNothing() throws Exception {
        CallRecording live = world.recorder.begin(world.call(), world.stops::add);
        live.end();
        live.end();
        RecordingId id = new RecordingId(live.id());
        world.awaitState(id, RecordingState.FAILED);

        await().until(() -> !Files.exists(world.spool.folder(world.workspace, id)));
        assertEquals(List.of(), world.stops);
    }

    @Test
    void whoComesAfterTheEndIsNotRecorded() throws Exception {
        CallRecording live = world.recorder.begin(world.call(), world.stops::add);
        live.end();

        TapSink late = live.take(ParticipantId.fresh(), ParticipantRole.CUSTOMER);
        world.send(late.packets(RecorderWorld.TRACKS, track -> {}), 1);
        late.ended(Optional.empty());

        world.awaitState(new RecordingId(live.id()), RecordingState.FAILED);
    }

    @Test
    void pausesAreInTheTimelineAndNotCounted() throws Exception {
        CallRecording live = world.recorder.begin(world.call(), world.stops::add);
        RecordingId id = new RecordingId(live.id());
        live.paused(true);
        live.paused(true);
        long before = live.recordedMillis();
        await().pollDelay(Duration.ofMillis(60)).until(() -> true);
        assertEquals(before, live.recordedMillis());
        live.paused(false);
        live.paused(true); // still paused when it ends
        live.end();

        List<Recording.Pause> pauses = world.row(id).pauses();
        assertEquals(2, pauses.size());
        assertTrue(pauses.get(0).toMillis() - pauses.get(0).fromMillis() >= 60);
    }

    @Test
    void withoutAStoreInTheRegionNothingBegins() {
        world.storage.ready(false);

        RecorderException thrown =
                assertThrows(RecorderException.class, () -> world.recorder.begin(world.call(), world.stops::add));

        assertEquals("no-store", thrown.reason());
        assertEquals(List.of(), world.store.unfinished());
    }

    @Test
    void withoutAKeyNothingBegins() {
        world.keys.available(false);

        RecorderException thrown =
                assertThrows(RecorderException.class, () -> world.recorder.begin(world.call(), world.stops::add));

        assertEquals("no-key", thrown.reason());
        assertEquals(List.of(), world.store.unfinished());
    }

    @Test
    void withoutRoomNothingBegins() {
        world.room = 999;

        RecorderException thrown =
                assertThrows(RecorderException.class, () -> world.recorder.begin(world.call(), world.stops::add));

        assertEquals("disk-full", thrown.reason());
    }

    @Test
    void aDiskThatFillsUpEndsTheRecordingAndKeepsWhatItHas() throws Exception {
        CallRecording live = world.recorder.begin(world.call(), world.stops::add);
        RecordingId id = new RecordingId(live.id());
        TapSink sink = live.take(ParticipantId.fresh(), ParticipantRole.CUSTOMER);
        world.send(sink.packets(RecorderWorld.TRACKS, track -> {}), 1);

        world.room = 999;

        await().until(() -> world.stops.equals(List.of("disk-full")));
        world.awaitState(id, RecordingState.STORED);
        assertEquals(Optional.of("disk-full"), world.row(id).takes().get(0).closed());
        assertEquals(20, world.row(id).takes().get(0).videoFrames());
    }

    @Test
    void aDiskThatCannotBeWrittenEndsTheRecordingAndTellsTheCall() throws Exception {
        CallRecording live = world.recorder.begin(world.call(), world.stops::add);
        RecordingId id = new RecordingId(live.id());
        TapSink first = live.take(ParticipantId.fresh(), ParticipantRole.CUSTOMER);
        world.send(first.packets(RecorderWorld.TRACKS, track -> {}), 1);
        first.ended(Optional.empty());
        await().until(() -> Files.exists(spooled(id, 1)));
        Files.createDirectory(spooled(id, 2)); // no file can be made here
        TapSink second = live.take(ParticipantId.fresh(), ParticipantRole.TECHNICIAN);
        world.send(second.packets(RecorderWorld.TRACKS, track -> {}), 1);

        await().until(() -> world.stops.equals(List.of("recorder-failed")));
        Files.delete(spooled(id, 2));
        world.awaitState(id, RecordingState.STORED);

        assertEquals(1, world.row(id).takes().size());
    }

    @Test
    void aFailedUploadKeepsTheSpoolAndIsTriedAgain() throws Exception {
        CallRecording live = world.recorder.begin(world.call(), world.stops::add);
        RecordingId id = new RecordingId(live.id());
        TapSink sink = live.take(ParticipantId.fresh(), ParticipantRole.CUSTOMER);
        world.send(sink.packets(RecorderWorld.TRACKS, track -> {}), 1);
        world.storage.ready(false);
        live.end();
        world.awaitState(id, RecordingState.SPOOLED);
        assertTrue(Files.exists(spooled(id, 1)));

        world.storage.ready(true);

        world.awaitState(id, RecordingState.STORED);
    }

    @Test
    void anObjectThatACrashLeftUnnotedIsAdopted() throws Exception {
        world.storage.ready(false);
        RecordingId id = beginsBeforeTheStoreIsGone();
        world.awaitState(id, RecordingState.SPOOLED);
        String prefix = world.workspace + "/" + id + "/";
        world.storage.objects().put(prefix + "take-1.slr", Files.readAllBytes(spooled(id, 1)));

        world.storage.ready(true);

        world.awaitState(id, RecordingState.STORED);
        assertEquals(
                "fake-main", world.row(id).takes().get(0).object().orElseThrow().backend());
    }

    private RecordingId beginsBeforeTheStoreIsGone() throws Exception {
        world.storage.ready(true);
        CallRecording live = world.recorder.begin(world.call(), world.stops::add);
        TapSink sink = live.take(ParticipantId.fresh(), ParticipantRole.CUSTOMER);
        world.send(sink.packets(RecorderWorld.TRACKS, track -> {}), 1);
        world.storage.ready(false);
        live.end();
        return new RecordingId(live.id());
    }

    @Test
    void whatAKilledProcessLeftIsCompletedByTheNextOne() throws Exception {
        CallRecording live = world.recorder.begin(world.call(), world.stops::add);
        RecordingId id = new RecordingId(live.id());
        TapSink sink = live.take(ParticipantId.fresh(), ParticipantRole.CUSTOMER);
        world.send(sink.packets(RecorderWorld.TRACKS, track -> {}), 2);
        await().until(() -> Files.exists(spooled(id, 1)) && Files.size(spooled(id, 1)) > 20_000);
        byte[] torn = Files.readAllBytes(spooled(id, 1));
        Path elsewhere = Files.createDirectory(folder.resolve("after"));
        try (RecorderWorld dead = world) {
            // the next process sees the row as it was and the file without its end
            RecorderWorld next = new RecorderWorld(elsewhere, dead);
            Path file = next.spool.take(dead.workspace, id, 1);
            Files.createDirectories(file.getParent());
            Files.write(file, java.util.Arrays.copyOf(torn, torn.length + 40)); // a write that was not finished
            Files.copy(dead.spool.folder(dead.workspace, id).resolve("key.json"), file.resolveSibling("key.json"));
            next.restart();

            next.awaitState(id, RecordingState.STORED);

            Take take = next.row(id).takes().get(0);
            assertEquals(Optional.of("crashed"), take.closed());
            assertTrue(take.videoFrames() > 0);
            assertTrue(next.row(id).endedAt().isPresent());
            world = next;
        }
    }

    @Test
    void anEmptyFolderWithoutARowIsRemovedAndOneWithTakesIsKept() throws Exception {
        world.close();
        Path empty = Files.createDirectories(world.spool.folder(world.workspace, RecordingId.fresh()));
        Path full = Files.createDirectories(world.spool.folder(world.workspace, RecordingId.fresh()));
        Files.write(full.resolve("take-1.slr"), new byte[] {1});

        world.restart();

        await().until(() -> !Files.exists(empty));
        assertTrue(Files.exists(full.resolve("take-1.slr")));
    }

    @Test
    void aStoppedRecorderEndsItsRecordingsAndKeepsThem() throws Exception {
        CallRecording live = world.recorder.begin(world.call(), world.stops::add);
        RecordingId id = new RecordingId(live.id());
        TapSink sink = live.take(ParticipantId.fresh(), ParticipantRole.CUSTOMER);
        world.send(sink.packets(RecorderWorld.TRACKS, track -> {}), 1);

        world.recorder.close();

        assertEquals(List.of("recorder-failed"), world.stops);
        world.awaitState(id, RecordingState.STORED);
        assertEquals(
                Optional.of("recorder-stopped"), world.row(id).takes().get(0).closed());
    }

    @Test
    void aContainerIsSealedAsItComes() throws Exception {
        CallRecording live = world.recorder.begin(world.call(), world.stops::add);
        RecordingId id = new RecordingId(live.id());
        TapSink sink = live.take(ParticipantId.fresh(), ParticipantRole.CUSTOMER);
        TapSink.ByteConsumer container = sink.container("video/webm");
        byte[] bytes = "WEBM-BYTES-".repeat(20_000).getBytes(StandardCharsets.US_ASCII);
        container.bytes(bytes, 0, 100_000);
        container.bytes(bytes, 100_000, bytes.length - 100_000);
        sink.ended(Optional.empty());
        live.end();
        world.awaitState(id, RecordingState.STORED);

        Take take = world.row(id).takes().get(0);
        assertEquals(bytes.length, take.length());
        assertEquals("video/webm", take.mediaType());
        String stored = new String(
                world.storage.objects().get(take.object().orElseThrow().key().path()), StandardCharsets.ISO_8859_1);
        assertEquals(-1, stored.indexOf("WEBM-BYTES"));
    }

    @Test
    void nothingOnTheSpoolOrInTheRegionNamesTheCustomerOrShowsMedia() throws Exception {
        RecordingId id = beginsBeforeTheStoreIsGone();
        world.awaitState(id, RecordingState.SPOOLED);
        List<byte[]> everything = new ArrayList<>();
        try (Stream<Path> files = Files.walk(world.folder.resolve("spool"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                everything.add(Files.readAllBytes(file));
                everything.add(file.toString().getBytes(StandardCharsets.UTF_8));
            }
        }
        world.storage.ready(true);
        world.awaitState(id, RecordingState.STORED);
        everything.addAll(world.storage.objects().values());

        assertEquals(2, world.storage.objects().size()); // the take and its key's sidecar
        for (byte[] bytes : everything) {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            for (String secret : List.of("Zebulon", "Quartermain", "\u001aE\u00df\u00a3", "OpusHead", "V_VP8")) {
                assertEquals(-1, text.indexOf(secret), secret);
            }
        }
    }

    @Test
    void theSidecarHoldsTheWrappedKeyAndNothingInTheClear() throws Exception {
        RecordingId id = world.record(1);
        world.awaitState(id, RecordingState.STORED);

        StoredObject object = world.row(id).sidecar().orElseThrow().object();
        String sidecar = new String(world.storage.objects().get(object.key().path()), StandardCharsets.UTF_8);

        assertTrue(sidecar.contains("\"ciphertext\":\"" + world.row(id).key().ciphertext() + "\""), sidecar);
        assertTrue(sidecar.contains("\"recording\":\"" + id + "\""), sidecar);
    }

    @Test
    void aSpoolFileThatWasAlteredIsKeptAndToldToBeDamaged() throws Exception {
        world.storage.ready(true);
        CallRecording live = world.recorder.begin(world.call(), world.stops::add);
        RecordingId id = new RecordingId(live.id());
        live.take(ParticipantId.fresh(), ParticipantRole.CUSTOMER).packets(RecorderWorld.TRACKS, track -> {});
        Files.write(spooled(id, 1), new byte[500]); // somebody's bytes in its place
        live.end();
        world.awaitState(id, RecordingState.STORED);

        assertEquals(Optional.of("damaged"), world.row(id).takes().get(0).closed());
        assertEquals(500, world.row(id).takes().get(0).sealedLength());
    }

    @Test
    void aBackendThatComesBackIsUsedWithinASecondHoweverLongItWasAway() throws Exception {
        world.close();
        world.firstDelayMillis = 3_600_000; // alone, the second attempt would come in an hour
        world.start();
        RecordingId id = beginsBeforeTheStoreIsGone();
        world.awaitState(id, RecordingState.SPOOLED);
        await().pollDelay(Duration.ofMillis(1_200)).until(() -> true); // it has seen that the backend is away

        world.storage.ready(true);

        await().atMost(Duration.ofSeconds(2)).until(() -> world.row(id).state() == RecordingState.STORED);
    }

    @Test
    void aKeyStoreThatComesBackIsUsedWithinASecondAndNothingIsWrittenInTheClear() throws Exception {
        world.close();
        world.firstDelayMillis = 3_600_000;
        world.start();
        CallRecording live = world.recorder.begin(world.call(), world.stops::add);
        RecordingId id = new RecordingId(live.id());
        TapSink sink = live.take(ParticipantId.fresh(), ParticipantRole.CUSTOMER);
        world.keys.available(false); // what runs has its key
        world.send(sink.packets(RecorderWorld.TRACKS, track -> {}), 1);
        sink.ended(Optional.empty());
        live.end();
        await().pollDelay(Duration.ofMillis(1_200)).until(() -> true);
        assertEquals(RecordingState.RECORDING, world.row(id).state());
        assertEquals(0, world.storage.objects().size());

        world.keys.available(true);

        await().atMost(Duration.ofSeconds(2)).until(() -> world.row(id).state() == RecordingState.STORED);
    }

    @Test
    void whatWaitsForItsRegionSurvivesARestart() throws Exception {
        RecordingId id = beginsBeforeTheStoreIsGone();
        world.awaitState(id, RecordingState.SPOOLED);

        world.restart();
        assertTrue(Files.exists(spooled(id, 1)));
        world.storage.ready(true);

        world.awaitState(id, RecordingState.STORED);
    }

    @Test
    void nobodyElsesRegionTakesWhatItsOwnDoesNot() throws Exception {
        RecordingId id = beginsBeforeTheStoreIsGone();
        world.awaitState(id, RecordingState.SPOOLED);
        await().pollDelay(Duration.ofMillis(300)).until(() -> true);

        assertEquals(0, world.storage.objects(RecorderWorld.ELSEWHERE).size());
    }

    @Test
    void aFullSpoolIsToldWithinTwoSeconds() throws Exception {
        world.recorder.begin(world.call(), world.stops::add);
        world.recorder.begin(world.call(), world.stops::add);

        world.room = 999;

        await().atMost(Duration.ofSeconds(2)).until(() -> world.stops.equals(List.of("disk-full", "disk-full")));
    }

    @Test
    void aKeyThatIsWrappedAnewWhileItIsStoredLeavesOnlyTheNewSidecar() throws Exception {
        world.storage.ready(true);
        RecordingId id = beginsBeforeTheStoreIsGone();
        world.awaitState(id, RecordingState.SPOOLED);
        world.keys.version("2");
        assertEquals(
                1,
                new RecordingKeys(world.store, world.keys, world.sidecars)
                        .rewrap(Caller.platform(world.workspace), 10));

        world.storage.ready(true);

        world.awaitState(id, RecordingState.STORED);
        assertEquals("2", world.row(id).sidecar().orElseThrow().keyVersion());
        assertEquals(2, world.storage.objects().size());
    }

    @Test
    void aRecordingThatBeginsWhileTheRegionChangesIsMadeInTheNewOne() throws Exception {
        world.keys.version("2");
        world.tenancy.changeRegionAfter(1, RecorderWorld.ELSEWHERE); // between the look-up and the row

        RecordingId id = world.record(1);

        world.awaitState(id, RecordingState.STORED);
        assertEquals(RecorderWorld.ELSEWHERE, world.row(id).region());
        assertEquals(0, world.storage.objects().size());
    }

    @Test
    void aRecordingThatCannotBeMadeInTheRegionThatItsWorkspaceHasByNowIsRefusedAndHoldsNothing() {
        world.storage.ready(RecorderWorld.ELSEWHERE, false);
        world.tenancy.changeRegionAfter(1, RecorderWorld.ELSEWHERE);

        RecorderException thrown =
                assertThrows(RecorderException.class, () -> world.recorder.begin(world.call(), world.stops::add));

        assertEquals("no-store", thrown.reason());
        assertEquals(List.of(), world.store.unfinished());
        assertEquals(
                List.of(RecordingState.FAILED),
                world.store.newest(world.workspace, Optional.empty(), 10).stream()
                        .map(Recording::state)
                        .toList());
    }
}
