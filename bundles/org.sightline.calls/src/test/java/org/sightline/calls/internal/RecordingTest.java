package org.sightline.calls.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sightline.calls.Consent;
import org.sightline.calls.ConsentRecord;
import org.sightline.calls.RecordingStatus;
import org.sightline.calls.Signal;
import org.sightline.media.MediaException.Reason;

/** When a call is recorded and when it is not. */
final class RecordingTest {
    private final CallHouse house = new CallHouse();

    @ParameterizedTest
    @CsvSource({
        ",      ,      WAITING_FOR_CONSENT",
        "true,  ,      WAITING_FOR_CONSENT",
        ",      true,  WAITING_FOR_CONSENT",
        "true,  true,  RECORDING",
        "false, ,      REFUSED",
        ",      false, REFUSED",
        "true,  false, REFUSED",
        "false, true,  REFUSED",
        "false, false, REFUSED"
    })
    void onlyTheConsentOfBothStartsIt(Boolean technician, Boolean customer, RecordingStatus status) {
        CallHouse.Pair pair = house.connected();

        if (technician != null) {
            pair.technician().consents(technician);
        }
        if (customer != null) {
            pair.customer().consents(customer);
        }

        assertEquals(status, pair.technician().recording());
        assertEquals(status, pair.customer().recording());
        assertEquals(status == RecordingStatus.RECORDING ? 1 : 0, house.recorder.begun.size());
    }

    @Test
    void consentGivenEarlyStartsItOnceBothSidesAreConnected() {
        var invited = house.invited();
        Page technician = house.technician(invited.call().id());
        Page customer = house.customer(invited);
        technician.consents(true);
        customer.consents(true);
        technician.connectMedia();
        assertTrue(house.recorder.begun.isEmpty());

        customer.connectMedia();

        assertEquals(RecordingStatus.RECORDING, customer.recording());
    }

    @Test
    void everyParticipantIsATakeWithItsTap() {
        CallHouse.Pair pair = house.recorded();

        assertEquals(2, house.recorder.recording().takes.size());
        assertTrue(pair.technician().engine().taps.get(0).copies());
        assertTrue(pair.customer().engine().taps.get(0).copies());
        assertEquals(pair.id(), house.recorder.recording().call.id());
    }

    @Test
    void refusalIsOnRecordAndTheCallGoesOn() {
        CallHouse.Pair pair = house.connected();

        pair.customer().consents(false);

        List<ConsentRecord> records = house.store.consents(house.workspace, pair.id());
        assertEquals(Consent.REFUSED, records.get(0).consent());
        assertEquals(pair.customer().id(), records.get(0).participant().value());
        assertTrue(house.audit.actions().contains("consent.refused"));
        pair.customer().sends(new Signal.Ping(1));
        assertEquals(1, pair.customer().last(Signal.Pong.class).n());
    }

    @Test
    void whoeverRefusedMayStillConsent() {
        CallHouse.Pair pair = house.connected();
        pair.technician().consents(true);
        pair.customer().consents(false);

        pair.customer().consents(true);

        assertEquals(RecordingStatus.RECORDING, pair.technician().recording());
    }

    @Test
    void withdrawalEndsTheRecordingAtOnce() {
        CallHouse.Pair pair = house.recorded();

        pair.customer().consents(false);

        assertEquals(RecordingStatus.REFUSED, pair.technician().recording());
        assertTrue(house.recorder.recording().ended);
        assertTrue(pair.technician().engine().taps.get(0).closed);
        assertTrue(pair.customer().engine().taps.get(0).closed);
        assertTrue(house.audit.actions().contains("consent.withdrawn"));
        assertEquals(1_234, pair.customer().last(Signal.Recording.class).recordedMillis());
    }

    @Test
    void consentGivenAgainBeginsAnotherRecording() {
        CallHouse.Pair pair = house.recorded();
        pair.customer().consents(false);

        pair.customer().consents(true);

        assertEquals(2, house.recorder.begun.size());
        assertFalse(house.recorder.recording().ended);
        assertEquals(RecordingStatus.RECORDING, pair.customer().recording());
    }

    @Test
    void withdrawalStopsTheRecordingEvenIfItCannotBeWrittenDown() {
        CallHouse.Pair pair = house.recorded();
        house.audit.broken = true;

        pair.customer().consents(false);

        assertTrue(house.recorder.recording().ended);
    }

    @Test
    void consentThatCannotBeWrittenDownDoesNotCount() {
        CallHouse.Pair pair = house.connected();
        pair.technician().consents(true);
        house.audit.broken = true;

        pair.customer().consents(true);

        assertEquals(List.of("audit-unavailable"), pair.customer().problems());
        assertTrue(house.recorder.begun.isEmpty());
    }

    @Test
    void aNewcomerSuspendsItUntilTheyConsent() {
        CallHouse.Pair pair = house.recorded();

        Page newcomer = house.customer(pair.invited());

        assertEquals(RecordingStatus.WAITING_FOR_CONSENT, pair.technician().recording());
        assertTrue(house.recorder.recording().paused());
        assertFalse(pair.technician().engine().taps.get(0).copies());

        newcomer.connectMedia();
        assertTrue(newcomer.engine().taps.isEmpty());
        newcomer.consents(true);

        assertEquals(RecordingStatus.RECORDING, pair.technician().recording());
        assertFalse(house.recorder.recording().paused());
        assertTrue(pair.technician().engine().taps.get(0).copies());
        assertTrue(newcomer.engine().taps.get(0).copies());
        assertEquals(1, house.recorder.begun.size());
    }

    @Test
    void aNewcomerWhoRefusesEndsItAndOneWhoLeavesLetsItGoOn() {
        CallHouse.Pair pair = house.recorded();
        Page shy = house.customer(pair.invited());
        shy.goes();
        assertEquals(RecordingStatus.RECORDING, pair.technician().recording());

        house.customer(pair.invited()).consents(false);

        assertEquals(RecordingStatus.REFUSED, pair.technician().recording());
        assertTrue(house.recorder.recording().ended);
    }

    @Test
    void eitherSidePausesAndResumesIt() {
        CallHouse.Pair pair = house.recorded();

        pair.customer().sends(new Signal.PauseRecording(true));
        assertEquals(RecordingStatus.PAUSED, pair.technician().recording());
        assertEquals(RecordingStatus.PAUSED, pair.customer().recording());
        assertFalse(pair.customer().engine().taps.get(0).copies());
        assertTrue(house.recorder.recording().paused());

        pair.technician().sends(new Signal.PauseRecording(false));
        assertEquals(RecordingStatus.RECORDING, pair.customer().recording());
        assertTrue(pair.customer().engine().taps.get(0).copies());
        assertTrue(house.audit.actions().containsAll(List.of("recording.paused", "recording.resumed")));
    }

    @Test
    void aPauseOutlastsANewcomersConsent() {
        CallHouse.Pair pair = house.recorded();
        pair.customer().sends(new Signal.PauseRecording(true));

        house.customer(pair.invited()).consents(true);

        assertEquals(RecordingStatus.PAUSED, pair.technician().recording());
    }

    @Test
    void thereIsNothingToPauseBeforeItRuns() {
        CallHouse.Pair pair = house.connected();

        pair.customer().sends(new Signal.PauseRecording(true));
        pair.technician().consents(true);
        pair.customer().consents(true);

        assertEquals(RecordingStatus.RECORDING, pair.customer().recording());
        assertFalse(house.audit.actions().contains("recording.paused"));
    }

    @Test
    void aRecordingThatCannotBeResumedOnRecordStaysPaused() {
        CallHouse.Pair pair = house.recorded();
        pair.customer().sends(new Signal.PauseRecording(true));
        house.audit.broken = true;

        pair.customer().sends(new Signal.PauseRecording(false));

        assertEquals(RecordingStatus.PAUSED, pair.customer().recording());
        assertEquals(List.of("audit-unavailable"), pair.customer().problems());
    }

    @ParameterizedTest
    @CsvSource({"no-store", "no-key", "disk-full", "recorder-failed"})
    void bothSidesAreToldWhyItCannotBeRecorded(String reason) {
        house.recorder.failure = Optional.of(reason);

        CallHouse.Pair pair = house.recorded();

        assertEquals(RecordingStatus.UNAVAILABLE, pair.technician().recording());
        assertEquals(Optional.of(reason), pair.technician().recordingReason());
        assertEquals(Optional.of(reason), pair.customer().recordingReason());
    }

    @Test
    void whatWasUnavailableIsTriedAgainWhenSomebodyAsks() {
        house.recorder.failure = Optional.of("no-store");
        CallHouse.Pair pair = house.recorded();
        house.recorder.failure = Optional.empty();

        pair.technician().sends(new Signal.PauseRecording(false));

        assertEquals(RecordingStatus.RECORDING, pair.customer().recording());
        assertEquals(Optional.empty(), pair.customer().recordingReason());
    }

    @Test
    void aRecorderThatThrowsIsUnavailableAndTheCallGoesOn() {
        house.recorder.broken = true;

        CallHouse.Pair pair = house.recorded();

        assertEquals(Optional.of("recorder-failed"), pair.customer().recordingReason());
        assertTrue(pair.customer().closed.isEmpty());
    }

    @Test
    void aRecordingThatStopsByItselfIsUnavailable() {
        CallHouse.Pair pair = house.recorded();

        house.recorder.recording().listener.stopped("disk-full");

        assertEquals(RecordingStatus.UNAVAILABLE, pair.technician().recording());
        assertEquals(Optional.of("disk-full"), pair.customer().recordingReason());
        assertTrue(pair.customer().engine().taps.get(0).closed);
    }

    @Test
    void aStopOfAnEarlierRecordingDoesNotTouchTheNext() {
        CallHouse.Pair pair = house.recorded();
        FakeRecorder.FakeRecording first = house.recorder.recording();
        pair.customer().consents(false);
        pair.customer().consents(true);

        first.listener.stopped("disk-full");

        assertEquals(RecordingStatus.RECORDING, pair.customer().recording());
    }

    @Test
    void withoutARecorderItIsUnavailableUntilOneComes() {
        house.live.unbindRecorder(house.recorder);
        CallHouse.Pair pair = house.recorded();
        assertEquals(Optional.of("recorder-failed"), pair.customer().recordingReason());

        house.live.bindRecorder(house.recorder);

        assertEquals(RecordingStatus.RECORDING, pair.customer().recording());
    }

    @Test
    void aRecorderThatIsReplacedUnderARecordingBeginsAnother() {
        CallHouse.Pair pair = house.recorded();

        house.live.unbindRecorder(house.recorder);
        assertTrue(house.recorder.recording().ended);
        assertEquals(RecordingStatus.UNAVAILABLE, pair.customer().recording());
        FakeRecorder next = new FakeRecorder();
        house.live.bindRecorder(next);

        assertEquals(1, next.begun.size());
        assertEquals(RecordingStatus.RECORDING, pair.customer().recording());
    }

    @Test
    void aBetterRecorderTakesOverAtOnce() {
        CallHouse.Pair pair = house.recorded();
        FakeRecorder better = new FakeRecorder();

        house.live.bindRecorder(better);
        house.live.unbindRecorder(house.recorder);

        assertTrue(house.recorder.recording().ended);
        assertEquals(1, better.begun.size());
        assertEquals(RecordingStatus.RECORDING, pair.customer().recording());
    }

    @Test
    void aParticipantWhoCannotBeTappedMakesItUnavailable() {
        house.rooms.failNextTap(Reason.UNAVAILABLE);

        CallHouse.Pair pair = house.recorded();

        assertEquals(RecordingStatus.UNAVAILABLE, pair.customer().recording());
        assertTrue(house.recorder.recording().ended);
    }

    @Test
    void theRegionShownIsTheOneInWhichTheRecordingBegins() {
        CallHouse.Pair pair = house.connected();
        house.workspaces.region = "eu-west-1";
        pair.technician().consents(true);

        pair.customer().consents(true);

        assertEquals("eu-west-1", pair.technician().last(Signal.Recording.class).region());
    }

    @Test
    void theEndOfTheCallStopsIt() {
        CallHouse.Pair pair = house.recorded();

        pair.technician().sends(new Signal.EndCall());

        assertEquals(RecordingStatus.STOPPED, pair.customer().recording());
        assertTrue(house.recorder.recording().ended);
    }

    @Test
    void aTechnicianWhoComesBackIsNotAskedAgainAndTheConsentIsOnRecord() {
        CallHouse.Pair pair = house.recorded();

        Page back = house.technician(pair.id());
        back.connectMedia();

        assertEquals(Consent.GIVEN, back.welcome().consent());
        assertEquals(RecordingStatus.RECORDING, pair.customer().recording());
        assertTrue(back.engine().taps.get(0).copies());
        List<ConsentRecord> records = house.store.consents(house.workspace, pair.id());
        assertEquals(back.id(), records.get(2).participant().value());
    }

    @Test
    void aCustomerWhoComesBackIsAskedAgain() {
        CallHouse.Pair pair = house.recorded();
        pair.customer().goes();

        Page back = house.customer(pair.invited());

        assertEquals(Consent.UNDECIDED, back.welcome().consent());
        assertEquals(RecordingStatus.WAITING_FOR_CONSENT, pair.technician().recording());
        assertFalse(house.recorder.recording().ended);
    }
}
