package org.sightline.media.sfu.internal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sightline.media.ConnectionStats;
import org.sightline.media.Kind;
import org.sightline.media.MediaException;
import org.sightline.media.MediaException.Reason;
import org.sightline.media.Room;
import org.sightline.media.Tap;
import org.sightline.media.webrtc.client.ClientOptions;

/** Synthetic participants in calls over real sockets. */
class SfuRelayTest {
    private final List<Caller> callers = new ArrayList<>();
    private SfuMediaEngine engine;
    private Room room;

    @BeforeEach
    void openRoom() throws Exception {
        engine = new SfuMediaEngine(new TestConfig());
        room = engine.open("room", cause -> {}).toCompletableFuture().get();
    }

    @AfterEach
    void stop() {
        for (Caller caller : callers) {
            caller.close();
        }
        engine.stop();
    }

    private Caller call(String id, ClientOptions options) throws Exception {
        Caller caller = Caller.talking(room, id, options);
        callers.add(caller);
        return caller;
    }

    private static void seesAndHears(Caller caller, String audio, String video) {
        int sounds = caller.packets(audio);
        int pictures = caller.frames(video);
        await().atMost(10, SECONDS)
                .until(() -> caller.packets(audio) > sounds + 10 && caller.frames(video) > pictures + 10);
    }

    @Test
    void twoParticipantsSeeAndHearEachOther() throws Exception {
        Caller technician = call("technician", ClientOptions.DEFAULT);
        Caller customer = call("customer", ClientOptions.DEFAULT);

        seesAndHears(technician, "0", "1");
        seesAndHears(customer, "0", "1");

        ConnectionStats stats = technician.participant.stats();
        assertTrue(stats.packetsReceived() > 0 && stats.packetsSent() > 0, stats.toString());
        assertTrue(technician.events.contains("connected"));
    }

    @Test
    void aParticipantBehindAFirewallConnectsByTcp() throws Exception {
        Caller technician = call("technician", ClientOptions.DEFAULT);
        Caller customer = call("customer", ClientOptions.DEFAULT.withTcp());

        seesAndHears(technician, "0", "1");
        seesAndHears(customer, "0", "1");
    }

    @Test
    void aTapCopiesFromAKeyframeOnAndPausesAndEnds() throws Exception {
        call("technician", ClientOptions.DEFAULT);
        Caller customer = call("customer", ClientOptions.DEFAULT);
        CollectingSink sink = new CollectingSink();

        Tap tap = customer.participant.tap(sink).toCompletableFuture().get();
        await().atMost(10, SECONDS)
                .until(() -> sink.video.get() > 10 && sink.audio.get() > 10 && sink.reports.get() > 0);
        assertTrue(sink.startedWithKeyframe);

        tap.pause();
        int paused = sink.video.get() + sink.audio.get();
        seesAndHears(callers.get(0), "0", "1");
        assertEquals(paused, sink.video.get() + sink.audio.get());

        tap.resume();
        await().atMost(10, SECONDS).until(() -> sink.video.get() + sink.audio.get() > paused + 20);
        customer.participant.leave();
        await().atMost(10, SECONDS).until(() -> sink.ended != null);
        assertTrue(sink.ended.isEmpty());
    }

    @Test
    void aTapOfSomeoneWhoHasNotOfferedYetStartsWithTheOffer() throws Exception {
        Caller customer = new Caller(room, "customer", ClientOptions.DEFAULT);
        callers.add(customer);
        CollectingSink sink = new CollectingSink();
        var tap = customer.participant.tap(sink).toCompletableFuture();
        assertFalse(tap.isDone());

        customer.connect();
        customer.start();

        await().atMost(10, SECONDS).until(() -> sink.video.get() > 10 && sink.audio.get() > 10);
        assertTrue(tap.isDone());
    }

    @Test
    void aTapThatNeverStartsFailsWhenItsParticipantLeaves() throws Exception {
        Caller customer = new Caller(room, "customer", ClientOptions.DEFAULT);
        callers.add(customer);
        var tap = customer.participant.tap(new CollectingSink()).toCompletableFuture();

        customer.participant.leave();

        await().atMost(10, SECONDS).until(tap::isCompletedExceptionally);
    }

    @Test
    void aMutedParticipantIsNeitherHeardNorTapped() throws Exception {
        Caller technician = call("technician", ClientOptions.DEFAULT);
        Caller customer = call("customer", ClientOptions.DEFAULT);
        CollectingSink sink = new CollectingSink();
        customer.participant.tap(sink);
        seesAndHears(technician, "0", "1");

        customer.participant.muted(Set.of(Kind.AUDIO));
        int pictures = technician.frames("1");
        int heard = technician.packets("0");
        int tapped = sink.audio.get();
        await().atMost(10, SECONDS).until(() -> technician.frames("1") > pictures + 20);
        assertTrue(technician.packets("0") <= heard + 1, "sound came through");
        assertEquals(tapped, sink.audio.get());

        customer.participant.muted(Set.of());
        seesAndHears(technician, "0", "1");
    }

    @Test
    void mutingThePictureAndShowingItAgainNeedsNoRetransmission() throws Exception {
        Caller technician = call("technician", ClientOptions.DEFAULT);
        Caller customer = call("customer", ClientOptions.DEFAULT);
        seesAndHears(technician, "0", "1");

        customer.participant.muted(Set.of(Kind.VIDEO));
        int heard = technician.packets("0");
        await().atMost(10, SECONDS).until(() -> technician.packets("0") > heard + 50);
        customer.participant.muted(Set.of());

        seesAndHears(technician, "0", "1");
        assertEquals(0, technician.client.stats().packetsLost());
    }

    @Test
    void leavingFreesTheSlotAndTheNextParticipantTakesIt() throws Exception {
        Caller technician = call("technician", ClientOptions.DEFAULT);
        Caller first = call("first", ClientOptions.DEFAULT);
        await().atMost(10, SECONDS)
                .until(() -> technician.slots.size() == 2
                        && technician.slots.stream()
                                .allMatch(slot -> slot.participant().equals("first")));
        seesAndHears(technician, "0", "1");

        first.participant.leave();
        await().atMost(10, SECONDS)
                .until(() -> technician.slots.stream()
                        .allMatch(slot -> slot.participant().isEmpty()));
        call("second", ClientOptions.DEFAULT);

        await().atMost(10, SECONDS)
                .until(() -> technician.slots.stream()
                        .allMatch(slot -> slot.participant().equals("second")));
        seesAndHears(technician, "0", "1");
        assertEquals(0, technician.missingVideo);
    }

    @Test
    void anIceRestartFromAnotherAddressKeepsTheMedia() throws Exception {
        Caller technician = call("technician", ClientOptions.DEFAULT);
        Caller customer = call("customer", ClientOptions.DEFAULT);
        seesAndHears(technician, "0", "1");
        String before = customer.lastAnswer;

        customer.client.restart(customer::exchange, true);

        seesAndHears(technician, "0", "1");
        seesAndHears(customer, "0", "1");
        assertEquals(line(before, "a=ssrc:"), line(customer.lastAnswer, "a=ssrc:"));
        assertFalse(line(before, "a=ice-pwd:").equals(line(customer.lastAnswer, "a=ice-pwd:")));
        assertTrue(customer.events.stream().filter("connected"::equals).count() >= 2);
    }

    @Test
    void anOfferWithUnchangedCredentialsKeepsTheTransport() throws Exception {
        Caller technician = call("technician", ClientOptions.DEFAULT);
        String before = technician.lastAnswer;

        technician.client.offerMore(1, 1, technician::exchange);

        assertEquals(line(before, "a=ice-pwd:"), line(technician.lastAnswer, "a=ice-pwd:"));
        assertEquals(
                line(before, "o=").split(" ")[1],
                line(technician.lastAnswer, "o=").split(" ")[1]);
    }

    @Test
    void sixParticipantsSeeOneAnother() throws Exception {
        for (int i = 0; i < 6; i++) {
            call("p" + i, ClientOptions.DEFAULT.withReceivingPairs(5));
        }
        for (Caller caller : callers) {
            await().atMost(20, SECONDS).until(() -> caller.frames.size() == 5);
            assertEquals(
                    5,
                    caller.slots.stream()
                            .filter(slot -> slot.kind() == Kind.VIDEO)
                            .map(slot -> slot.participant())
                            .distinct()
                            .count());
            assertEquals(0, caller.missingVideo);
        }
    }

    @Test
    void aThirdParticipantIsSeenAfterOneMoreOffer() throws Exception {
        Caller technician = call("technician", ClientOptions.DEFAULT);
        call("customer", ClientOptions.DEFAULT);
        call("colleague", ClientOptions.DEFAULT);
        await().atMost(10, SECONDS).until(() -> technician.missingAudio == 1 && technician.missingVideo == 1);

        technician.client.offerMore(1, 1, technician::exchange);

        seesAndHears(technician, "2", "3");
        assertEquals(0, technician.missingVideo);
    }

    @Test
    void aParticipantWhosePageGoesAwayIsSilentAtOnceAndMayComeBackWithAnother() throws Exception {
        Caller technician = call("technician", ClientOptions.DEFAULT);
        Caller customer = call("customer", ClientOptions.DEFAULT);
        seesAndHears(technician, "0", "1");

        customer.close();
        await().atMost(3, SECONDS).until(() -> customer.events.contains("silent"));

        Caller reloaded = Caller.of(customer.participant, ClientOptions.DEFAULT);
        callers.add(reloaded);
        seesAndHears(technician, "0", "1");
        seesAndHears(reloaded, "0", "1");
    }

    @Test
    void anotherPageOfATappedParticipantMustJoinAnewSoThatTheRecordingIsNotTorn() throws Exception {
        Caller customer = call("customer", ClientOptions.DEFAULT);
        CollectingSink sink = new CollectingSink();
        customer.participant.tap(sink);

        IOException refused =
                assertThrows(IOException.class, () -> Caller.of(customer.participant, ClientOptions.DEFAULT));

        assertEquals(Reason.FRESH_OFFER_NEEDED, ((MediaException) refused.getCause()).reason());
        await().atMost(10, SECONDS).until(() -> sink.video.get() > 10);
    }

    @Test
    void aParticipantWithoutTheRoomsCodecSwitchesIt() throws Exception {
        Caller technician = call("technician", ClientOptions.DEFAULT);
        assertEquals("VP8", technician.client.videoCodec());

        Caller customer = call("customer", ClientOptions.DEFAULT.withVideoCodecs("H264"));
        await().atMost(10, SECONDS).until(() -> technician.events.contains("offerWanted"));
        technician.client.offerMore(0, 0, technician::exchange);

        assertEquals("H264", technician.client.videoCodec());
        assertEquals("H264", customer.client.videoCodec());
    }

    @Test
    void aTappedRoomKeepsItsCodec() throws Exception {
        Caller technician = call("technician", ClientOptions.DEFAULT);
        technician.participant.tap(new CollectingSink());

        Caller customer = call("customer", ClientOptions.DEFAULT.withVideoCodecs("H264"));

        assertTrue(customer.lastAnswer.contains("m=video 0 "), "the picture is refused, the sound is not");
        assertFalse(technician.events.contains("offerWanted"));
    }

    @Test
    void aParticipantWhoVanishesIsToldSilent() throws Exception {
        Caller technician = call("technician", ClientOptions.DEFAULT);
        seesAndHears(call("customer", ClientOptions.DEFAULT), "0", "1");

        technician.client.vanish();

        await().atMost(10, SECONDS).until(() -> technician.events.contains("silent"));
        assertFalse(technician.events.contains("ended"));
    }

    @Test
    void stoppingTheEngineEndsCallsAndLeavesNoThread() throws Exception {
        Caller technician = call("technician", ClientOptions.DEFAULT);
        Caller customer = call("customer", ClientOptions.DEFAULT.withTcp());
        CollectingSink sink = new CollectingSink();
        customer.participant.tap(sink);
        seesAndHears(technician, "0", "1");

        engine.stop();

        assertEquals(Reason.ENGINE_LOST, technician.ended.reason());
        assertNotNull(sink.ended);
        assertEquals(Reason.ENGINE_LOST, sink.ended.orElseThrow().reason());
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("sightline-media")));
    }

    @Test
    void noAnswerContainsAnotherParticipantsAddressOrCredentials() throws Exception {
        Caller technician = call("technician", ClientOptions.DEFAULT);
        Caller customer = call("customer", ClientOptions.DEFAULT);

        assertFalse(customer.lastAnswer.contains(line(technician.lastAnswer, "a=ice-ufrag:")));
        assertTrue(customer.lastAnswer
                .lines()
                .filter(text -> text.startsWith("a=candidate:"))
                .allMatch(text -> text.contains(" 127.0.0.1 ") && text.contains(" typ host")));
    }

    private static String line(String sdp, String prefix) {
        return sdp.lines().filter(line -> line.startsWith(prefix)).findFirst().orElseThrow();
    }
}
