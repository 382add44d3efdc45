package org.sightline.recording.internal.recorder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sightline.keys.DataKey;
import org.sightline.keys.WrappedKey;
import org.sightline.media.Codec;
import org.sightline.media.Track;
import org.sightline.recording.RecordingId;
import org.sightline.recording.internal.fakes.Ffmpeg;
import org.sightline.recording.internal.fakes.RtpSender;
import org.sightline.recording.internal.rtp.ChunkPool;
import org.sightline.recording.internal.sealed.SealedName;
import org.sightline.recording.internal.sealed.SealedReader;
import org.sightline.recording.internal.sealed.SealedSource;
import org.sightline.recording.internal.spool.TakeRecovery;
import org.sightline.tenancy.WorkspaceId;

/** A take from packets to a file that ffmpeg plays, in a time that the test makes. */
final class PacketContentTest {
    private static final int SECONDS = 4;
    private static final long MILLI = 1_000_000L;

    @TempDir
    static Path samples;

    private static List<byte[]> vp8;
    private static List<List<byte[]>> h264;
    private static List<byte[]> opus;

    @TempDir
    Path folder;

    private final byte[] key = new byte[32];
    private final SealedName name = new SealedName(WorkspaceId.fresh(), RecordingId.fresh(), 1);
    private final List<Integer> keyframesAsked = new ArrayList<>();
    private final TreeMap<Long, List<RtpSender.Sent>> onTheWay = new TreeMap<>();
    private final RtpSender sound = new RtpSender(0, 65_400);
    private final RtpSender picture = new RtpSender(1, 65_500);
    private long nowMillis;

    @BeforeAll
    static void sample() throws IOException {
        vp8 = Ffmpeg.vp8(samples, SECONDS);
        h264 = Ffmpeg.h264(samples, SECONDS);
        opus = Ffmpeg.opus(samples, SECONDS);
    }

    private Path file() {
        return folder.resolve("take-1.slr");
    }

    private PacketContent content(Codec video) {
        DataKey dataKey = new DataKey(key.clone(), new WrappedKey("test", "1", "dGVzdA"));
        return new PacketContent(
                List.of(new Track(0, Codec.OPUS), new Track(1, video)),
                keyframesAsked::add,
                new TakeFile(file(), name, dataKey),
                new ChunkPool(64),
                -250 * MILLI,
                Instant.parse("2026-05-04T12:00:00Z"));
    }

    private void send(RtpSender.Sent sent) {
        onTheWay.computeIfAbsent(sent.nanos(), at -> new ArrayList<>()).add(sent);
    }

    private void sendSound(int fromMillis, int toMillis) {
        for (int at = fromMillis; at < toMillis; at += 20) {
            send(sound.opus(opus.get(at / 20), at * 48, at * MILLI));
        }
    }

    private void sendVp8(int fromMillis, int toMillis) {
        for (int at = fromMillis; at < toMillis; at += 50) {
            picture.vp8(vp8.get(at / 50), at * 90, at * MILLI).forEach(this::send);
        }
    }

    /** Lets time pass to then, in the writer's rounds. */
    private void run(PacketContent content, long untilMillis) throws IOException {
        for (; nowMillis <= untilMillis; nowMillis += 40) {
            while (!onTheWay.isEmpty() && onTheWay.firstKey() <= nowMillis * MILLI) {
                onTheWay.pollFirstEntry().getValue().forEach(sent -> sent.to(content));
            }
            content.work(nowMillis * MILLI);
        }
    }

    private Path played() throws IOException {
        Path played = folder.resolve("played.webm");
        try (SealedReader reader = SealedReader.open(SealedSource.of(file()), name, key)) {
            Files.write(played, reader.bytes(0, reader.length()));
        }
        return played;
    }

    private long frames(Path file, String stream) throws IOException {
        return packets(file, stream).size();
    }

    /** Times in milliseconds of the packets of a stream, {@code a} or {@code v}. */
    private static List<Long> packets(Path file, String stream) throws IOException {
        String lines = Ffmpeg.run(
                "ffprobe",
                "-v",
                "error",
                "-select_streams",
                stream,
                "-show_entries",
                "packet=pts_time",
                "-of",
                "csv=p=0",
                file.toString());
        return lines.lines()
                .map(line -> line.replace(",", ""))
                .filter(line -> !line.isBlank())
                .map(line -> Math.round(Double.parseDouble(line) * 1_000))
                .toList();
    }

    @Test
    void realVp8AndOpusBecomeAFileThatDecodesWithoutAWarning() throws IOException {
        PacketContent content = content(Codec.VP8);
        sendSound(0, 4_000);
        sendVp8(0, 4_000);
        run(content, 4_100);
        content.finish("ended");

        Path played = played();
        String probe = Ffmpeg.probe(played);
        assertTrue(probe.contains("codec_name=vp8"), probe);
        assertTrue(probe.contains("codec_name=opus"), probe);
        assertTrue(probe.contains("width=320"), probe);
        assertEquals("", Ffmpeg.decode(played));
        assertEquals(80, frames(played, "v"));
        assertEquals(200, frames(played, "a"));
        try (SealedReader reader = SealedReader.open(SealedSource.of(file()), name, key)) {
            assertEquals(250, reader.closing().startMillis());
            assertEquals(80, reader.closing().videoFrames());
            assertEquals(200, reader.closing().audioPackets());
            assertEquals("video/webm", reader.closing().mediaType());
        }
    }

    @Test
    void realH264BecomesAMatroskaFileThatDecodesWithoutAWarning() throws IOException {
        PacketContent content = content(Codec.H264);
        sendSound(0, 4_000);
        for (int at = 0; at < 4_000; at += 50) {
            picture.h264(h264.get(at / 50), at * 90, at * MILLI).forEach(this::send);
        }
        run(content, 4_100);
        content.finish("ended");

        Path played = played();
        String probe = Ffmpeg.probe(played);
        assertTrue(probe.contains("codec_name=h264"), probe);
        assertTrue(probe.contains("width=320"), probe);
        assertTrue(probe.contains("height=240"), probe);
        assertEquals("", Ffmpeg.decode(played));
        assertEquals(80, frames(played, "v"));
        try (SealedReader reader = SealedReader.open(SealedSource.of(file()), name, key)) {
            assertEquals("video/x-matroska", reader.closing().mediaType());
        }
    }

    @Test
    void packetsThatComeLateAndShuffledAreAllRecorded() throws IOException {
        PacketContent content = content(Codec.VP8);
        Random random = new Random(4);
        sendSound(0, 4_000);
        for (int at = 0; at < 4_000; at += 50) {
            for (RtpSender.Sent sent : picture.vp8(vp8.get(at / 50), at * 90, at * MILLI)) {
                boolean retransmitted = at > 0 && random.nextInt(20) == 0;
                long late = retransmitted ? 300 + random.nextInt(400) : random.nextInt(60);
                send(new RtpSender.Sent(1, sent.bytes(), sent.nanos() + late * MILLI));
            }
        }
        run(content, 5_000);
        content.finish("ended");

        Path played = played();
        assertEquals(80, frames(played, "v"));
        assertEquals("", Ffmpeg.decode(played));
    }

    @Test
    void afterALossAKeyframeIsAskedForAndThePictureGoesOnWithIt() throws IOException {
        PacketContent content = content(Codec.VP8);
        sendSound(0, 4_000);
        sendVp8(0, 1_100);
        picture.skip(1); // never comes
        sendVp8(1_100, 4_000);
        run(content, 1_080);
        keyframesAsked.clear();
        run(content, 4_100);
        content.finish("ended");

        assertTrue(keyframesAsked.contains(1));
        Path played = played();
        assertEquals("", Ffmpeg.decode(played));
        List<Long> times = packets(played, "v");
        assertFalse(times.contains(1_100L));
        assertTrue(times.contains(2_000L)); // the sample's next keyframe
    }

    @Test
    void aKeyframeIsAskedForEveryTenSeconds() throws IOException {
        PacketContent content = content(Codec.VP8);
        picture.vp8(vp8.get(0), 0, 0).forEach(this::send);
        run(content, 400);
        int atFirst = keyframesAsked.size();
        run(content, 9_900);
        assertEquals(atFirst, keyframesAsked.size());
        run(content, 10_100);
        assertEquals(atFirst + 1, keyframesAsked.size());
    }

    @Test
    void aPauseLeavesPictureAndSoundOutAndKeepsTime() throws IOException {
        PacketContent content = content(Codec.VP8);
        sendSound(0, 1_000);
        sendVp8(0, 1_000);
        run(content, 1_000);
        sound.skip(50); // sent while the tap was paused
        picture.skip(60);
        content.resumed(1_990 * MILLI);
        sendSound(2_000, 4_000);
        sendVp8(2_000, 4_000);
        run(content, 4_100);
        content.finish("ended");

        Path played = played();
        assertEquals("", Ffmpeg.decode(played));
        List<Long> pictures = packets(played, "v");
        assertEquals(60, pictures.size());
        assertTrue(pictures.stream().noneMatch(at -> at > 960 && at < 1_990), pictures.toString());
        List<Long> sounds = packets(played, "a");
        assertEquals(200, sounds.size(), 2.0);
        assertEquals(3_980, sounds.get(sounds.size() - 1), 25);
    }

    @Test
    void aHoleInTheSoundIsFilledWithSilenceAlsoWhileItLasts() throws IOException {
        PacketContent content = content(Codec.VP8);
        sendSound(0, 400);
        sendVp8(0, 4_000);
        run(content, 3_000);
        content.finish("ended"); // nobody spoke again

        List<Long> sounds = packets(played(), "a");
        assertTrue(sounds.get(sounds.size() - 1) >= 1_900, sounds.toString());
        for (int i = 1; i < sounds.size(); i++) {
            assertTrue(sounds.get(i) - sounds.get(i - 1) <= 25, "hole at " + sounds.get(i));
        }
    }

    @Test
    void aMutedSoundClockIsMovedOnSoThatSoundMeetsItsPicture() throws IOException {
        PacketContent content = content(Codec.VP8);
        sendVp8(0, 4_000);
        sendSound(0, 1_000);
        for (int at = 3_000; at < 4_000; at += 20) { // the clock stood still for two seconds
            send(sound.opus(opus.get(at / 20), (at - 2_000) * 48, at * MILLI));
        }
        run(content, 4_100);
        content.finish("ended");

        List<Long> sounds = packets(played(), "a");
        assertEquals(200, sounds.size(), 3.0);
        assertEquals(3_980, sounds.get(sounds.size() - 1), 30);
    }

    @Test
    void aSenderWithoutReportsAndWithOnesThatLieIsRecordedAlike() throws IOException {
        PacketContent content = content(Codec.VP8);
        sendSound(0, 2_000);
        sendVp8(0, 2_000);
        Random random = new Random(1);
        for (int at = 40; at < 2_000; at += 40) {
            run(content, at);
            content.senderReport(random.nextInt(2), random.nextLong(), random.nextInt());
            content.senderReport(7, 1, 1); // no such track
        }
        run(content, 2_100);
        content.finish("ended");

        List<Long> times = packets(played(), "v");
        assertEquals(40, times.size());
        assertTrue(times.get(39) < 8_000, times.toString());
    }

    @Test
    void noByteOfMediaIsOnTheDiskInTheClear() throws IOException {
        PacketContent content = content(Codec.VP8);
        sendSound(0, 4_000);
        sendVp8(0, 4_000);
        run(content, 4_100);
        assertNoSignature(Files.readAllBytes(file()));
        content.finish("ended");
        assertNoSignature(Files.readAllBytes(file()));
    }

    private static void assertNoSignature(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        for (String signature :
                List.of("\u001aE\u00df\u00a3", "OpusHead", "V_VP8", "A_OPUS", "webm", "\u009d\u0001*", "Sightline")) {
            assertEquals(-1, text.indexOf(signature), signature);
        }
        assertEquals(-1, text.indexOf(new String(opus.get(20), StandardCharsets.ISO_8859_1)));
    }

    @Test
    void aKillLosesAtMostTheLastSecondAndTheRestDecodes() throws IOException {
        PacketContent content = content(Codec.VP8);
        sendSound(0, 4_000);
        sendVp8(0, 4_000);
        for (int killedAt = 1_040; killedAt < 3_900; killedAt += 280) {
            run(content, killedAt);
            Path left = Files.copy(file(), folder.resolve("killed-" + killedAt + ".slr"));

            Optional<TakeRecovery.Closed> closed = TakeRecovery.close(left, name, key);

            assertTrue(closed.isPresent());
            assertEquals("crashed", closed.get().closing().reason());
            assertTrue(
                    closed.get().closing().durationMillis() >= killedAt - 1_000,
                    killedAt + ": " + closed.get().closing());
            assertDecodes(left);
        }
    }

    @Test
    void aFileCutAtAnyByteDecodesUpToThere() throws IOException {
        PacketContent content = content(Codec.VP8);
        sendSound(0, 4_000);
        sendVp8(0, 4_000);
        run(content, 4_100);
        byte[] whole = Files.readAllBytes(file());
        Random random = new Random(7);
        int played = 0;
        for (int round = 0; round < 12; round++) {
            int length = random.nextInt(whole.length);
            Path left = Files.write(folder.resolve("cut-" + round + ".slr"), Arrays.copyOf(whole, length));
            if (TakeRecovery.close(left, name, key).isPresent()) {
                assertDecodes(left);
                played++;
            }
        }
        assertTrue(played > 5);
    }

    private void assertDecodes(Path sealed) throws IOException {
        Path plain = folder.resolve("recovered.webm");
        try (SealedReader reader = SealedReader.open(SealedSource.of(sealed), name, key)) {
            Files.write(plain, reader.bytes(0, reader.length()));
            String counted = Ffmpeg.run(
                    "ffprobe",
                    "-v",
                    "error",
                    "-count_packets",
                    "-show_entries",
                    "stream=codec_type,nb_read_packets",
                    "-of",
                    "csv=p=0",
                    plain.toString());
            long video = reader.closing().videoFrames();
            long audio = reader.closing().audioPackets();
            assertTrue(video == 0 || counted.contains("video," + video + "\n"), counted);
            assertTrue(audio == 0 || counted.contains("audio," + audio + "\n"), counted);
        }
        assertEquals("", Ffmpeg.decode(plain));
    }

    @Test
    void recoveryMakesTheHeadThatANormalEndWouldHaveMade() throws IOException {
        PacketContent content = content(Codec.VP8);
        sendSound(0, 4_000);
        sendVp8(0, 4_000);
        run(content, 6_000);
        Path left = Files.copy(file(), folder.resolve("killed.slr"));
        content.finish("ended");
        TakeRecovery.close(left, name, key);

        try (SealedReader normal = SealedReader.open(SealedSource.of(file()), name, key);
                SealedReader recovered = SealedReader.open(SealedSource.of(left), name, key)) {
            long same = recovered.headLength();
            assertEquals(normal.headLength(), same);
            assertArrayEquals(normal.bytes(same, same + 100_000), recovered.bytes(same, same + 100_000));
        }
    }

    @Test
    void aTakeInWhichNothingCameLeavesNoFile() throws IOException {
        PacketContent content = content(Codec.VP8);
        run(content, 2_000);
        content.finish("ended");

        assertFalse(Files.exists(file()));
    }

    @Test
    void soundAloneIsAFileThatCanBeSought() throws IOException {
        PacketContent content = content(Codec.VP8);
        sendSound(0, 4_000);
        run(content, 4_100);
        content.finish("ended");

        Path played = played();
        assertEquals("", Ffmpeg.decode(played));
        assertEquals(200, frames(played, "a"));
        assertFalse(Ffmpeg.probe(played).contains("vp8"));
    }
}
