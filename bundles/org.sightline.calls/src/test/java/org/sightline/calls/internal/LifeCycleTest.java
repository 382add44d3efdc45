package org.sightline.calls.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sightline.calls.Call;
import org.sightline.calls.CallException;
import org.sightline.calls.CallSessions.Closing;
import org.sightline.calls.CallState;
import org.sightline.calls.Calls.Invited;
import org.sightline.calls.ParticipantRole;
import org.sightline.calls.RecordingStatus;
import org.sightline.calls.Signal;
import org.sightline.events.Event;
import org.sightline.tenancy.Caller;

/** What becomes of a call as people come and go. */
final class LifeCycleTest {
    private final CallHouse house = new CallHouse();

    @Test
    void aCallRingsWithItsFirstAndIsLiveWithBothSides() {
        Invited invited = house.invited();
        assertEquals(CallState.CREATED, house.stored(invited.call().id()).state());

        Page technician = house.technician(invited.call().id());
        technician.connectMedia();
        assertEquals(CallState.RINGING, house.stored(invited.call().id()).state());

        Page customer = house.customer(invited);
        assertEquals(CallState.RINGING, house.stored(invited.call().id()).state());
        customer.connectMedia();

        Call live = house.stored(invited.call().id());
        assertEquals(CallState.LIVE, live.state());
        assertEquals(Optional.of(house.time.instant()), live.liveAt());
        assertEquals(CallState.LIVE, technician.last(Signal.StateChanged.class).state());
        assertEquals(CallState.LIVE, customer.last(Signal.StateChanged.class).state());
    }

    @Test
    void theFirstSignalIsTheWelcomeWithWhoeverIsHere() {
        Invited invited = house.invited();
        house.technician(invited.call().id()).connectMedia();

        Signal.Welcome welcome = house.customer(invited).welcome();

        assertEquals(invited.call().id(), welcome.call());
        assertEquals(ParticipantRole.CUSTOMER, welcome.role());
        assertFalse(welcome.resumed());
        assertEquals(1, welcome.peers().size());
        assertEquals("The terry", welcome.peers().get(0).name());
        assertTrue(welcome.peers().get(0).connected());
        assertEquals(RecordingStatus.WAITING_FOR_CONSENT, welcome.recording().status());
        assertEquals("ca-central-1", welcome.recording().region());
    }

    @Test
    void whoeverIsHereHearsOfTheOthers() {
        CallHouse.Pair pair = house.connected();

        Signal.Peer peer = pair.technician().last(Signal.PeerChanged.class).peer();

        assertEquals(pair.customer().id(), peer.participant().value());
        assertEquals("Ann Customer", peer.name());
        assertTrue(peer.connected());
    }

    @Test
    void aCallThatNobodyWaitsInAnyMoreIsAsItWasCreated() {
        Invited invited = house.invited();
        Page technician = house.technician(invited.call().id());

        technician.goes();

        assertEquals(CallState.CREATED, house.stored(invited.call().id()).state());
        house.technician(invited.call().id());
        assertEquals(CallState.RINGING, house.stored(invited.call().id()).state());
    }

    @Test
    void theTechnicianEndsTheCallForEveryone() {
        CallHouse.Pair pair = house.connected();

        pair.technician().sends(new Signal.EndCall());

        assertEquals(Optional.of("technician"), house.stored(pair.id()).endReason());
        assertEquals("technician", pair.customer().last(Signal.Ended.class).reason());
        assertEquals(Optional.of(Closing.CALL_ENDED), pair.customer().closed);
        assertEquals(Optional.of(Closing.CALL_ENDED), pair.technician().closed);
        assertTrue(house.rooms.room().closed);
    }

    @Test
    void aCustomerDoesNotEndTheCallForEveryone() {
        CallHouse.Pair pair = house.connected();

        pair.customer().sends(new Signal.EndCall());

        assertEquals(List.of("bad-signal"), pair.customer().problems());
        assertEquals(CallState.LIVE, house.stored(pair.id()).state());
    }

    @Test
    void aTechnicianWhoMayNotEndItDoesNot() {
        CallHouse.Pair pair = house.connected();
        house.access.refused = request -> request.action() == org.sightline.access.Action.CALL_END;

        pair.technician().sends(new Signal.EndCall());

        assertEquals(List.of("access-denied"), pair.technician().problems());
        assertEquals(CallState.LIVE, house.stored(pair.id()).state());
    }

    @Test
    void theLastCustomerWhoHangsUpEndsALiveCall() {
        CallHouse.Pair pair = house.connected();
        Page second = house.customer(pair.invited());

        pair.customer().sends(new Signal.Bye());
        assertEquals(CallState.LIVE, house.stored(pair.id()).state());
        second.sends(new Signal.Bye());

        assertEquals(Optional.of("customer"), house.stored(pair.id()).endReason());
        assertEquals("customer", pair.technician().last(Signal.Ended.class).reason());
        assertEquals(Optional.of(Closing.LEFT), pair.customer().closed);
    }

    @Test
    void aCustomerWhosePageIsLoadedAnewLeavesTheCallLive() {
        CallHouse.Pair pair = house.connected();

        pair.customer().goes();

        assertEquals(CallState.LIVE, house.stored(pair.id()).state());
        assertEquals(
                pair.customer().id(),
                pair.technician().last(Signal.PeerLeft.class).participant().value());
    }

    @Test
    void aLiveCallThatEverybodyLeavesIsAbandonedUnlessSomebodyComesBackInTime() {
        CallHouse.Pair pair = house.connected();
        pair.customer().goes();
        pair.technician().goes();
        house.time.pass(Duration.ofSeconds(19));
        assertEquals(CallState.LIVE, house.stored(pair.id()).state());

        Page back = house.technician(pair.id());
        house.time.pass(Duration.ofSeconds(60));
        assertEquals(CallState.LIVE, house.stored(pair.id()).state());

        back.goes();
        house.time.pass(Duration.ofSeconds(21));
        assertEquals(Optional.of("abandoned"), house.stored(pair.id()).endReason());
    }

    @Test
    void aLiveCallWhoseSidesAreBothLostIsAbandonedAfterTheGrace() {
        CallHouse.Pair pair = house.connected();
        pair.customer().loses();
        pair.technician().loses();

        house.time.pass(Duration.ofSeconds(19));
        assertEquals(CallState.LIVE, house.stored(pair.id()).state());
        house.time.pass(Duration.ofSeconds(2));

        assertEquals(Optional.of("abandoned"), house.stored(pair.id()).endReason());
    }

    @Test
    void aCallThatLastsTooLongIsEndedByThePlatform() {
        CallHouse.Pair pair = house.connected();

        house.time.pass(Duration.ofHours(12));

        assertEquals(Optional.of("platform"), house.stored(pair.id()).endReason());
        assertEquals("platform", pair.customer().last(Signal.Ended.class).reason());
    }

    @Test
    void anAdministratorEndsALiveCall() {
        CallHouse.Pair pair = house.connected();
        Caller administrator = house.users
                .add(house.workspace, "ada", org.sightline.tenancy.Role.ADMINISTRATOR)
                .caller();

        Call ended = house.calls.end(administrator, pair.id());

        assertEquals(Optional.of("administrator"), ended.endReason());
        assertEquals("administrator", pair.customer().last(Signal.Ended.class).reason());
        assertEquals(ended, house.calls.end(administrator, pair.id()));
        assertEquals(
                1, house.audit.actions().stream().filter("call.ended"::equals).count());
    }

    @Test
    void aCallThatNobodyIsInIsEndedToo() {
        Invited invited = house.invited();

        Call ended =
                house.calls.end(Caller.operator(house.workspace), invited.call().id());

        assertEquals(Optional.of("operator"), ended.endReason());
        CallException refused = assertThrows(CallException.class, () -> house.calls.view(invited.token()));
        assertEquals("call-ended", refused.code());
    }

    @Test
    void theCallIsFullWithSixAndKeepsAPlaceForItsTechnician() {
        Invited invited = house.invited();
        for (int i = 0; i < 5; i++) {
            house.customer(invited);
        }

        CallException full = assertThrows(CallException.class, () -> house.customer(invited));
        assertEquals("call-full", full.code());
        house.technician(invited.call().id());
        assertThrows(CallException.class, () -> house.customer(invited));
    }

    @Test
    void aTechnicianWhoOpensASecondPageTakesTheSeatOver() {
        CallHouse.Pair pair = house.connected();

        Page second = house.technician(pair.id());

        assertEquals(Optional.of(Closing.TAKEN_OVER), pair.technician().closed);
        assertEquals(1, second.welcome().peers().size());
        assertFalse(second.id().equals(pair.technician().id()));
    }

    @Test
    void everyStepIsAnEventAndTheEndCarriesItsFigures() {
        CallHouse.Pair pair = house.connected();
        house.time.pass(Duration.ofSeconds(5));
        pair.technician().sends(new Signal.EndCall());

        List<String> types = house.store.events().stream().map(Event::type).toList();
        assertEquals(List.of("calls.call-created", "calls.call-ringing", "calls.call-live", "calls.call-ended"), types);
        Event ended = house.store.events().get(3);
        assertEquals("5000", ended.data().get("liveMillis"));
        assertEquals("technician", ended.data().get("reason"));
        assertEquals(4, house.events.woken);
    }

    @Test
    void whatAnEarlierRunLeftIsFinishedAtTheStart() {
        CallHouse.Pair live = house.connected();
        Invited ringing = house.invited();
        house.technician(ringing.call().id());
        Invited waiting = house.invited();
        LiveCalls next = new LiveCalls(
                house.ledger,
                house.access,
                house.rooms,
                house.workspaces,
                house.settings,
                house.time,
                Runnable::run,
                house.time::nanos,
                () -> {});

        next.sweep();

        assertEquals(Optional.of("platform"), house.stored(live.id()).endReason());
        assertEquals(CallState.CREATED, house.stored(ringing.call().id()).state());
        assertEquals(CallState.CREATED, house.stored(waiting.call().id()).state());
    }

    @Test
    void aCallThatNobodyEverJoinedIsAbandonedInTheEnd() {
        Invited invited = house.invited();
        house.live.sweep();
        assertEquals(CallState.CREATED, house.stored(invited.call().id()).state());

        house.time.pass(Duration.ofDays(8));

        assertEquals(Optional.of("abandoned"), house.stored(invited.call().id()).endReason());
    }

    @Test
    void liveCallsEndWithThePlatform() {
        CallHouse.Pair pair = house.recorded();

        house.live.close();

        assertEquals(Optional.of("platform"), house.stored(pair.id()).endReason());
        assertTrue(house.recorder.recording().ended);
        assertEquals(Optional.of(Closing.CALL_ENDED), pair.customer().closed);
    }

    @Test
    void anEndedCallLeavesNothingBehind() {
        house.live.sweep();
        int timers = house.time.waiting();
        CallHouse.Pair pair = house.recorded();
        pair.customer().loses();
        pair.technician().sends(new Signal.EndCall());

        assertEquals(timers, house.time.waiting());
        assertEquals(0, house.live.resumes().count());
    }
}
