package org.sightline.media.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sightline.media.ConnectionStats;
import org.sightline.media.Kind;
import org.sightline.media.MediaException;
import org.sightline.media.MediaException.Reason;
import org.sightline.media.Participant;
import org.sightline.media.ParticipantListener;
import org.sightline.media.Room;
import org.sightline.media.RoomListener;
import org.sightline.media.Slot;
import org.sightline.media.TapSink;
import org.sightline.media.Track;

/** What every media engine promises. Extend it with one that starts and stops yours; it must not be under load. */
public abstract class MediaEngineContract {
    private static final int SECONDS = 20;

    /** A browser-like offer: one audio and one video section, Opus, VP8 and H264, with ICE and a fingerprint. */
    protected static final String OFFER = offer("vxyz");

    private MediaEngine engine;

    /** Starts an engine. */
    protected abstract MediaEngine start() throws Exception;

    /** Stops it as its bundle's stop would. */
    protected abstract void stop(MediaEngine engine) throws Exception;

    @BeforeEach
    final void startEngine() throws Exception {
        engine = start();
    }

    @AfterEach
    final void stopEngine() throws Exception {
        stop(engine);
    }

    @Test
    void itHasANameAndIsReady() {
        assertFalse(engine.name().isBlank());
        assertTrue(engine.health().ready(), engine.health().message());
    }

    @Test
    void aRoomBearsTheCallersIdAndTheEnginesName() throws Exception {
        Room room = open("room-1");

        assertEquals("room-1", room.id());
        assertEquals(engine.name(), room.engine());
        assertEquals(1, engine.health().rooms());
        assertTrue(room.participants().isEmpty());
    }

    @Test
    void anIdOpensOneRoomAtATime() throws Exception {
        Room room = open("twice");
        assertThrows(ExecutionException.class, () -> open("twice"));

        get(room.close());

        assertEquals("twice", open("twice").id());
    }

    @Test
    void malformedIdsAreRefused() throws Exception {
        for (String id : List.of("", "a b", "../x", "x".repeat(65), "é")) {
            assertThrows(ExecutionException.class, () -> open(id));
        }
        Room room = open("ids");
        assertThrows(ExecutionException.class, () -> join(room, "a/b"));
    }

    @Test
    void participantsAreListedInTheOrderOfJoining() throws Exception {
        Room room = open("order");
        join(room, "b");
        Participant second = join(room, "a");

        assertEquals(
                List.of("b", "a"),
                room.participants().stream().map(Participant::id).toList());
        get(second.leave());
        assertEquals(
                List.of("b"), room.participants().stream().map(Participant::id).toList());
    }

    @Test
    void anOfferIsAnsweredWithTheEnginesOwnAddressOnly() throws Exception {
        Room room = open("answer");

        String answer = get(join(room, "p").offer(OFFER));

        assertTrue(answer.startsWith("v=0"));
        assertEquals(2, answer.lines().filter(line -> line.startsWith("m=")).count());
        assertFalse(answer.contains("203.0.113.7"), "the participant's address came back");
        assertFalse(answer.contains("vxyz"), "the participant's credentials came back");
    }

    @Test
    void offersThatCannotBeUsedAreRefusedWithAReason() throws Exception {
        Participant participant = join(open("bad"), "p");

        for (String offer : List.of(
                "",
                "hello",
                "v=0\r\n",
                "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n",
                "v=0\r\n" + "x".repeat(70_000),
                OFFER.replaceAll("a=fingerprint:[^\r]*\r\n", ""),
                OFFER.replace("opus", "opux").replace("VP8", "VPX").replace("H264", "H26X"))) {
            assertEquals(Reason.BAD_OFFER, failure(participant.offer(offer)).reason());
        }
        assertTrue(get(participant.offer(OFFER)).startsWith("v=0"), "a bad offer spoiled the participant");
    }

    @Test
    void aMalformedCandidateIsRefusedAndAGoodOneIsNot() throws Exception {
        Participant participant = join(open("candidates"), "p");
        get(participant.offer(OFFER));

        assertEquals(
                Reason.BAD_CANDIDATE,
                failure(participant.candidate("garbage", "0")).reason());
        get(participant.candidate("1 1 udp 2122260223 203.0.113.7 50000 typ host", "0"));
    }

    @Test
    void leavingAndClosingMayBeRepeatedAndWhatIsLeftRefuses() throws Exception {
        Room room = open("leave");
        Participant participant = join(room, "p");

        get(participant.leave());
        get(participant.leave());
        assertEquals(Reason.CLOSED, failure(participant.offer(OFFER)).reason());
        assertEquals(Reason.CLOSED, failure(participant.tap(new NoSink())).reason());

        get(room.close());
        get(room.close());
        assertEquals(Reason.CLOSED, failure(room.join("q", new Quiet())).reason());
        assertEquals(0, engine.health().rooms());
    }

    @Test
    void beforeMediaFlowStatsAreZeroAndMutingIsAllowed() throws Exception {
        Participant participant = join(open("early"), "p");

        assertEquals(ConnectionStats.NONE, participant.stats());
        get(participant.muted(Set.of(Kind.AUDIO)));
    }

    @Test
    void theSecondParticipantTakesTheFirstOnesSlots() throws Exception {
        Room room = open("slots");
        AtomicReference<List<Slot>> seen = new AtomicReference<>(List.of());
        CountDownLatch filled = new CountDownLatch(1);
        Participant first = get(room.join("first", new Quiet() {
            @Override
            public void slots(List<Slot> slots, int missingAudio, int missingVideo) {
                seen.set(slots);
                if (slots.size() == 2
                        && slots.stream().allMatch(slot -> slot.participant().equals("second"))) {
                    filled.countDown();
                }
            }
        }));
        get(first.offer(OFFER));

        get(join(room, "second").offer(offer("wxyz")));

        assertTrue(filled.await(SECONDS, TimeUnit.SECONDS), "slots: " + seen.get());
    }

    @Test
    void stoppingTheEngineLosesItsRooms() throws Exception {
        AtomicReference<Optional<MediaException>> lost = new AtomicReference<>(Optional.empty());
        CountDownLatch told = new CountDownLatch(2);
        Room room = get(engine.open("lost", cause -> {
            lost.set(Optional.of(cause));
            told.countDown();
        }));
        get(room.join("p", new Quiet() {
            @Override
            public void ended(MediaException cause) {
                told.countDown();
            }
        }));

        stop(engine);

        assertTrue(told.await(SECONDS, TimeUnit.SECONDS));
        assertEquals(Reason.ENGINE_LOST, lost.get().orElseThrow().reason());
        assertEquals(
                Reason.UNAVAILABLE, failure(engine.open("late", cause -> {})).reason());
    }

    private Room open(String id) throws Exception {
        RoomListener quiet = cause -> {};
        return get(engine.open(id, quiet));
    }

    private static Participant join(Room room, String id) throws Exception {
        return get(room.join(id, new Quiet()));
    }

    private static <T> T get(CompletionStage<T> stage)
            throws ExecutionException, InterruptedException, TimeoutException {
        return stage.toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    }

    private static MediaException failure(CompletionStage<?> stage) {
        ExecutionException failed = assertThrows(ExecutionException.class, () -> get(stage));
        return assertInstanceOf(MediaException.class, failed.getCause());
    }

    private static String offer(String fragment) {
        String transport = "a=ice-ufrag:" + fragment + "\r\na=ice-pwd:0123456789012345678901\r\n"
                + "a=fingerprint:sha-256 " + "AB:".repeat(31) + "CD\r\na=setup:actpass\r\na=sendrecv\r\na=rtcp-mux\r\n"
                + "a=candidate:1 1 udp 2122260223 203.0.113.7 50000 typ host\r\n";
        return "v=0\r\no=- 42 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1\r\n"
                + "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\na=mid:0\r\n" + transport
                + "a=rtpmap:111 opus/48000/2\r\n"
                + "m=video 9 UDP/TLS/RTP/SAVPF 96 97 102\r\nc=IN IP4 0.0.0.0\r\na=mid:1\r\n" + transport
                + "a=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 nack\r\na=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\n"
                + "a=rtpmap:102 H264/90000\r\n"
                + "a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f\r\n";
    }

    /** Expects nothing. */
    private static final class NoSink implements TapSink {
        @Override
        public PacketConsumer packets(List<Track> tracks, KeyframeRequest keyframes) {
            throw new AssertionError("a tap of nobody started");
        }

        @Override
        public ByteConsumer container(String mediaType) {
            throw new AssertionError("a tap of nobody started");
        }

        @Override
        public void ended(Optional<MediaException> cause) {}
    }

    /** Ignores what it is told. */
    private static class Quiet implements ParticipantListener {
        @Override
        public void connected() {}

        @Override
        public void silent() {}

        @Override
        public void ended(MediaException cause) {}

        @Override
        public void slots(List<Slot> slots, int missingAudio, int missingVideo) {}
    }
}
