package org.sightline.selftest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sightline.access.ReviewPolicies.ReviewPolicy;
import org.sightline.calls.RecordingStatus;
import org.sightline.selftest.SelfTest;
import org.sightline.selftest.SelfTest.Report;
import org.sightline.selftest.SelfTest.Step;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.WorkspaceId;

/** Runs over real ICE, DTLS and SRTP on the loopback address; the services around the media engine are fakes. */
@Timeout(60)
final class SyntheticSelfTestTest {
    private final List<Step> told = new ArrayList<>();
    private LoopbackEngine loopback;
    private FakeHouse house;

    @BeforeEach
    void start() throws Exception {
        loopback = new LoopbackEngine();
        house = new FakeHouse(loopback.engine());
    }

    @AfterEach
    void stop() throws Exception {
        loopback.close();
    }

    private Report run() {
        return house.selfTest().run(2, told::add);
    }

    private void assertFailsAt(String step, String detail) {
        Report report = run();
        assertFalse(report.passed());
        Step last = report.steps().get(report.steps().size() - 1);
        assertEquals(step, last.name());
        assertFalse(last.passed());
        assertTrue(last.detail().contains(detail), last.detail());
        assertEquals(told, report.steps());
    }

    @Test
    void aCallIsHeldRecordedAndReviewed() {
        Report report = run();
        assertTrue(report.passed(), told.toString());
        assertEquals(12, told.size());
        assertEquals(told, report.steps());
        assertTrue(told.stream().allMatch(Step::passed));
        assertEquals(FakeHouse.REGION, report.region());
        assertTrue(report.firstFrameMillis() > 0 && report.firstFrameMillis() < 5_000, told.toString());
        assertEquals(house.call().id(), report.call());
        assertEquals(60, report.videoFrames());
        assertEquals(200, report.audioPackets());
        assertEquals(20_200, report.bytes());
        assertEquals(0, house.endedBy, "the technician has ended it");
        assertEquals("only administrators may watch", told.get(11).detail());
    }

    @Test
    void itsWorkspaceAndUsersAreMadeOnceAndItsPolicyIsPutRight() {
        assertTrue(run().passed(), told.toString());
        house.policy(ReviewPolicy.OWN_CALLS);
        assertTrue(run().passed(), told.toString());
        assertEquals(ReviewPolicy.ADMINISTRATORS, house.policy());
        assertEquals(Set.of("self-test"), house.workspaceNames());
        assertEquals(Set.of("administrator", "technician"), house.userNames());
    }

    @Test
    void aRegionThatIsNotReadyStopsItBeforeACall() {
        house.regionReady = false;
        assertFailsAt("workspace and region ready", "file-main is full");
        assertNull(house.call());
    }

    @Test
    void anEngineThatDoesNotAnswerIsToldAndTheCallIsEnded() {
        house.answersOffers = false;
        assertFailsAt("technician connected", "media-unavailable");
        assertEquals(1, house.endedBy);
    }

    @Test
    void aCallThatCannotBeRecordedIsToldWithItsReason() {
        house.afterConsent = RecordingStatus.UNAVAILABLE;
        assertFailsAt("both consent, recording starts", "no-key");
        assertEquals(1, house.endedBy);
    }

    @Test
    void aRecordingInAnotherRegionFails() {
        house.storedIn = "us-east-1";
        assertFailsAt("recording stored in its region", "us-east-1");
    }

    @Test
    void aRangeThatDiffersFails() {
        house.rangesDiffer = true;
        assertFailsAt("played back by the administrator", "differs");
    }

    @Test
    void anAlteredRecordFails() {
        house.intact = false;
        assertFailsAt("every sealed record verified", "record 3 was altered");
    }

    @Test
    void aTechnicianWhoCanWatchFails() {
        house.technicianMayWatch = true;
        assertFailsAt("refused to the technician", "the technician can watch");
    }

    @Test
    void anUnreasonableLengthIsRefused() {
        for (int seconds : new int[] {-1, 0, 1, 601}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new SelfTest.Options(WorkspaceId.fresh(), UserId.fresh(), UserId.fresh(), seconds));
        }
    }
}
