package org.sightline.calls.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sightline.calls.CallException;
import org.sightline.calls.CallSessions.Closing;
import org.sightline.calls.Consent;
import org.sightline.calls.RecordingStatus;
import org.sightline.calls.Signal;
import org.sightline.media.Kind;
import org.sightline.media.MediaException;
import org.sightline.media.MediaException.Reason;
import org.sightline.media.Slot;

/** Lost connections, lost media and lost engines. */
final class ReconnectTest {
    private final CallHouse house = new CallHouse();

    @Test
    void aPageResumesWithItsSeatItsMediaAndItsConsent() {
        CallHouse.Pair pair = house.recorded();
        pair.customer().loses();
        house.time.pass(Duration.ofSeconds(19));

        Page resumed = pair.customer().resumed();
        house.time.pass(Duration.ofSeconds(60));

        assertEquals(pair.customer().id(), resumed.id());
        assertTrue(resumed.welcome().resumed());
        assertEquals(Consent.GIVEN, resumed.welcome().consent());
        assertEquals(RecordingStatus.RECORDING, resumed.welcome().recording().status());
        assertTrue(pair.technician().all(Signal.PeerLeft.class).isEmpty());
        resumed.offers();
        assertEquals("answer 2", resumed.last(Signal.Answer.class).sdp());
        assertEquals(2, house.recorder.recording().takes.size());
    }

    @Test
    void aPageThatDoesNotComeBackInTimeHasLeft() {
        CallHouse.Pair pair = house.recorded();
        pair.customer().loses();

        house.time.pass(Duration.ofSeconds(20));

        assertEquals(
                pair.customer().id(),
                pair.technician().last(Signal.PeerLeft.class).participant().value());
        CallException refused =
                assertThrows(CallException.class, () -> pair.customer().resumed());
        assertEquals("ticket-invalid", refused.code());
    }

    @Test
    void aPageResumesBeforeThePlatformKnowsThatItWasLost() {
        CallHouse.Pair pair = house.connected();

        Page resumed = pair.customer().resumed();

        assertEquals(Optional.of(Closing.TAKEN_OVER), pair.customer().closed);
        pair.customer().loses();
        house.time.pass(Duration.ofSeconds(30));
        resumed.sends(new Signal.Ping(7));
        assertEquals(7, resumed.last(Signal.Pong.class).n());
    }

    @Test
    void aResumeTokenWorksOnce() {
        CallHouse.Pair pair = house.connected();
        pair.customer().resumed();

        CallException refused =
                assertThrows(CallException.class, () -> pair.customer().resumed());

        assertEquals("ticket-invalid", refused.code());
    }

    @Test
    void whatAnOldConnectionStillSaysIsIgnored() {
        CallHouse.Pair pair = house.connected();
        Page resumed = pair.customer().resumed();

        pair.customer().consents(true);
        pair.customer().goes();

        assertEquals(Consent.UNDECIDED, resumed.welcome().consent());
        assertTrue(house.store.consents(house.workspace, pair.id()).isEmpty());
        assertTrue(pair.technician().all(Signal.PeerLeft.class).isEmpty());
    }

    @Test
    void silenceAndItsEndAreShownToTheOthers() {
        CallHouse.Pair pair = house.connected();

        pair.customer().engine().events.silent();
        assertFalse(pair.technician().last(Signal.PeerChanged.class).peer().connected());
        pair.customer().engine().events.connected();

        assertTrue(pair.technician().last(Signal.PeerChanged.class).peer().connected());
    }

    @Test
    void aLostEngineIsReplacedAndTheRecordingGoesOnInNewTakes() {
        CallHouse.Pair pair = house.recorded();
        FakeRooms.FakeRoom first = house.rooms.room();

        first.lose();
        house.time.pass(Duration.ofMillis(250));

        assertEquals(2, house.rooms.opened.size());
        assertFalse(house.rooms.room().id().equals(first.id()));
        pair.technician().last(Signal.FreshOffer.class);
        pair.customer().last(Signal.FreshOffer.class);
        pair.technician().connectMedia();
        pair.customer().connectMedia();
        assertEquals(1, house.recorder.begun.size());
        assertEquals(4, house.recorder.recording().takes.size());
        assertTrue(pair.customer().engine().taps.get(0).copies());
        assertEquals(RecordingStatus.RECORDING, pair.customer().recording());
    }

    @Test
    void anEngineThatIsMissingIsTriedAgainAndTheOfferAskedForAgain() {
        var invited = house.invited();
        Page technician = house.technician(invited.call().id());
        house.rooms.fail(Reason.UNAVAILABLE);

        technician.offers();
        assertEquals(List.of("media-unavailable"), technician.problems());
        house.time.pass(Duration.ofMinutes(1));
        house.rooms.recover();
        house.time.pass(Duration.ofSeconds(5));

        technician.last(Signal.FreshOffer.class);
        technician.connectMedia();
        assertEquals("answer 1", technician.last(Signal.Answer.class).sdp());
    }

    @Test
    void anEngineThatDoesNotAnswerIsGivenUp() {
        var invited = house.invited();
        Page technician = house.technician(invited.call().id());
        house.rooms.stuck = true;
        technician.offers();

        house.time.pass(Duration.ofSeconds(10));
        assertEquals(List.of("media-unavailable"), technician.problems());
        house.rooms.stuck = false;
        house.time.pass(Duration.ofSeconds(1));

        technician.last(Signal.FreshOffer.class);
    }

    @Test
    void anEngineThatCannotRenegotiateGetsAFreshOfferInANewJoin() {
        CallHouse.Pair pair = house.recorded();
        FakeRooms.FakeParticipant old = pair.customer().engine();
        house.rooms.failNextOffer(Reason.FRESH_OFFER_NEEDED);

        pair.customer().offers();
        pair.customer().last(Signal.FreshOffer.class);
        pair.customer().connectMedia();

        assertTrue(old.left);
        assertFalse(pair.customer().engine() == old);
        assertEquals(3, house.recorder.recording().takes.size());
    }

    @Test
    void mediaThatTheEngineEndedAreOfferedAfresh() {
        CallHouse.Pair pair = house.connected();

        pair.customer().engine().events.ended(new MediaException(Reason.TIMEOUT, "gone"));

        pair.customer().last(Signal.FreshOffer.class);
        assertFalse(pair.technician().last(Signal.PeerChanged.class).peer().connected());
        pair.customer().connectMedia();
        assertTrue(pair.technician().last(Signal.PeerChanged.class).peer().connected());
    }

    @Test
    void aPageThatResumesAfterItsMediaEndedIsToldSo() {
        CallHouse.Pair pair = house.connected();
        pair.customer().loses();
        pair.customer().engine().events.ended(new MediaException(Reason.TIMEOUT, "gone"));

        assertFalse(pair.customer().resumed().welcome().resumed());
    }

    @Test
    void slotsNameParticipantsAndNotWhatTheEngineCallsThem() {
        CallHouse.Pair pair = house.connected();
        String engineId = pair.technician().engine().id();

        pair.customer()
                .engine()
                .events
                .slots(List.of(new Slot("2", Kind.VIDEO, engineId), new Slot("3", Kind.AUDIO, "")), 1, 0);

        Signal.Slots slots = pair.customer().last(Signal.Slots.class);
        assertEquals(pair.technician().id(), slots.slots().get(0).participant());
        assertEquals("", slots.slots().get(1).participant());
        assertEquals(1, slots.missingAudio());
    }

    @Test
    void mutesReachTheEngineTheOthersAndTheNextJoin() {
        CallHouse.Pair pair = house.connected();

        pair.customer().sends(new Signal.Mute(java.util.Set.of(Kind.AUDIO)));
        assertEquals(java.util.Set.of(Kind.AUDIO), pair.customer().engine().muted);
        assertEquals(
                java.util.Set.of(Kind.AUDIO),
                pair.technician().last(Signal.PeerChanged.class).peer().muted());
        house.rooms.room().lose();
        house.time.pass(Duration.ofSeconds(1));
        pair.customer().connectMedia();

        assertEquals(java.util.Set.of(Kind.AUDIO), pair.customer().engine().muted);
    }

    @Test
    void candidatesOfTheEngineReachThePage() {
        CallHouse.Pair pair = house.connected();

        pair.customer().engine().events.candidate("1 1 udp 1 192.0.2.1 9 typ host", "0");

        assertEquals("0", pair.customer().last(Signal.Candidate.class).mid());
        assertTrue(pair.technician().all(Signal.Candidate.class).isEmpty());
    }
}
