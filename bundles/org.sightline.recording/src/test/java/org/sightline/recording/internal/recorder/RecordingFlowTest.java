package org.sightline.recording.internal.recorder;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sightline.calls.ParticipantId;
import org.sightline.calls.ParticipantRole;
import org.sightline.calls.spi.CallRecorder.CallRecording;
import org.sightline.media.Codec;
import org.sightline.media.TapSink;
import org.sightline.media.Track;
import org.sightline.recording.Playback;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingId;
import org.sightline.recording.RecordingState;
import org.sightline.recording.Recordings;
import org.sightline.recording.internal.fakes.Ffmpeg;
import org.sightline.recording.internal.fakes.RtpSender;
import org.sightline.recording.internal.library.LibraryWorld;

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

    @Test
    void aCallIsRecordedSealedStoredAndPlayed() throws Exception {
        CallRecording live = world.recorder.begin(world.call(), world.stops::add);
        RecordingId id = new RecordingId(live.id());
        TapSink sink = live.take(ParticipantId.fresh(), ParticipantRole.CUSTOMER);
        TapSink.PacketConsumer tap =
                sink.packets(List.of(new Track(0, Codec.OPUS), new Track(1, Codec.VP8)), track -> {});
        send(tap, 3);
        sink.ended(Optional.empty());
        live.end();

        await().until(() -> state(id) == RecordingState.STORED);

        Recording recording = world.store.find(world.workspace, id).orElseThrow();
        assertEquals(1, recording.takes().size());
        assertEquals(60, recording.takes().get(0).videoFrames());
        assertEquals(Optional.of("left"), recording.takes().get(0).closed());
        Path played = folder.resolve("played.webm");
        try (LibraryWorld library = new LibraryWorld(world)) {
            Recordings recordings = library.recordings;
            try (Playback playback = recordings.open(world.administrator, id, 1);
                    OutputStream out = Files.newOutputStream(played)) {
                playback.transfer(0, playback.length(), out);
            }
            assertTrue(recordings.verify(world.administrator, id).intact());
            byte[] still = recordings.still(world.administrator, id, 1, 1_500).orElseThrow();
            Path image = Files.write(folder.resolve("still.webp"), still);
            assertTrue(Ffmpeg.probe(image).contains("width=320"));
            assertEquals(List.of(0L, 1000L, 2000L), recordings.keyframes(world.administrator, id, 1));
        }
        String probe = Ffmpeg.probe(played);
        assertTrue(probe.contains("codec_name=vp8"), probe);
        assertTrue(probe.contains("nb_read_frames=60"), probe);
        assertTrue(probe.contains("duration=3.0"), probe);
        assertEquals("", Ffmpeg.decode(played));
        assertFalse(Files.exists(world.spool.folder(world.workspace, id)));
    }

    private RecordingState state(RecordingId id) {
        return world.store.find(world.workspace, id).orElseThrow().state();
    }

    private void send(TapSink.PacketConsumer tap, int seconds) throws Exception {
        long start = System.nanoTime();
        RtpSender sound = new RtpSender(0, 65_500);
        RtpSender picture = new RtpSender(1, 17);
        List<byte[]> opus = Ffmpeg.opus(folder, seconds);
        List<byte[]> vp8 = Ffmpeg.vp8(folder, seconds);
        for (int millis = 0; millis < seconds * 1_000; millis += 10) {
            long nanos = start + millis * 1_000_000L;
            if (millis % 20 == 0) {
                sound.opus(opus.get(millis / 20), millis * 48, nanos).to(tap);
            }
            if (millis % 50 == 0) {
                picture.vp8(vp8.get(millis / 50), millis * 90, nanos).forEach(sent -> sent.to(tap));
            }
        }
    }
}
