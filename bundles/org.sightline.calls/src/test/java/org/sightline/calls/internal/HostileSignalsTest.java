package org.sightline.calls.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sightline.calls.CallException;
import org.sightline.calls.Signal;
import org.sightline.media.MediaException.Reason;

/** What a page may send that it should not. */
final class HostileSignalsTest {
    private final CallHouse house = new CallHouse();
    private final CallHouse.Pair pair = house.connected();
    private final Page page = pair.customer();

    @Test
    void anOfferThatCannotBeUsedIsAProblemAndTheSessionGoesOn() {
        house.rooms.failNextOffer(Reason.BAD_OFFER);

        page.offers();

        assertEquals(List.of("bad-offer"), page.problems());
        page.offers();
        assertEquals("answer 3", page.last(Signal.Answer.class).sdp());
    }

    @Test
    void emptyAndHugeOffersAreRefusedAtOnce() {
        assertEquals("bad-offer", refused(new Signal.Offer(" ")));
        assertEquals("bad-offer", refused(new Signal.Offer("v".repeat(64 * 1024 + 1))));
    }

    @Test
    void aGarbageCandidateIsAProblemAndTheSessionGoesOn() {
        page.sends(new Signal.Candidate("garbage", "0"));

        assertEquals(List.of("bad-candidate"), page.problems());
        assertEquals("bad-candidate", refused(new Signal.Candidate("x".repeat(1_025), "0")));
        assertEquals("bad-candidate", refused(new Signal.Candidate("x", "0".repeat(65))));
        page.sends(new Signal.Candidate("fine", "0"));
        assertEquals(List.of("fine"), page.engine().candidates);
    }

    @Test
    void aCandidateBeforeAnyOfferIsDropped() {
        Page early = house.customer(pair.invited());

        early.sends(new Signal.Candidate("fine", "0"));

        assertTrue(early.problems().isEmpty());
    }

    @Test
    void offersThatComeTooOftenAreRefusedUntilTimePasses() {
        for (int i = 1; i < 20; i++) {
            page.offers();
        }

        assertEquals("too-many-signals", refused(new Signal.Offer("v=0")));
        house.time.pass(Duration.ofSeconds(10));
        page.offers();
        assertEquals(21, page.engine().offers.size());
    }

    @Test
    void consentThatFlickersIsRefusedInTheEnd() {
        for (int i = 0; i < 20; i++) {
            page.consents(i % 2 == 0);
        }

        assertEquals("too-many-signals", refused(new Signal.ConsentGiven(true)));
    }

    @Test
    void theSameAnswerAgainIsNotWrittenDownAgain() {
        page.consents(true);
        page.consents(true);

        assertEquals(1, house.store.consents(house.workspace, pair.id()).size());
    }

    private String refused(Signal.FromClient signal) {
        return assertThrows(CallException.class, () -> page.sends(signal)).code();
    }
}
