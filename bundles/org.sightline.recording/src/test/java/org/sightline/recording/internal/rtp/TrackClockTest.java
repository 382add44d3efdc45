package org.sightline.recording.internal.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.sightline.recording.internal.fakes.RtpSender;

final class TrackClockTest {
    private static final double NTP = 3_900_000_000_000.0;

    private final TakeClock take = new TakeClock();
    private final TrackClock audio = new TrackClock(take, 48_000, true);
    private final TrackClock video = new TrackClock(take, 90_000, false);

    private double at(TrackClock clock, long timestamp, double arrivalMillis) {
        return at(clock, timestamp, arrivalMillis, false);
    }

    private double at(TrackClock clock, long timestamp, double arrivalMillis, boolean afterGap) {
        FrameOutput.Frame frame = new FrameOutput.Frame();
        frame.timestamp = (int) timestamp;
        frame.arrivalNanos = (long) (arrivalMillis * 1e6) + 123_456;
        frame.afterGap = afterGap;
        take.arrived(frame.arrivalNanos);
        return clock.millis(frame);
    }

    @Test
    void timeFollowsTheSendersClockAndNotTheNetworks() {
        assertEquals(0, at(audio, 1_000, 500), 0.01);
        assertEquals(20, at(audio, 1_960, 590), 0.01);
        assertEquals(40, at(audio, 2_920, 530), 0.01);
    }

    @Test
    void timestampsWrap() {
        at(video, 0xffff_fff0L, 0);

        assertEquals(50, at(video, (0xffff_fff0L + 4_500) & 0xffff_ffffL, 50), 0.01);
        assertEquals(100, at(video, 0xffff_fff0L + 9_000, 100), 0.01);
    }

    @Test
    void theFirstReportsAlignTheTracksAtOnceWhenTheyAreFarOff() {
        at(audio, 0, 0);
        at(video, 0, 0); // in truth taken 70 ms later than the sound that arrived with it
        audio.report(RtpSender.ntp(NTP), 0);
        video.report(RtpSender.ntp(NTP + 70), 0);

        assertEquals(1_070, at(video, 90_000, 1_000), 0.1);
    }

    @Test
    void laterReportsMoveTimeByTenMillisecondsAtMost() {
        at(audio, 0, 0);
        for (int second = 0; second < 4; second++) {
            audio.report(RtpSender.ntp(NTP + second * 1_000), second * 48_000);
        }
        audio.report(RtpSender.ntp(NTP + 4_000 + 60), 4 * 48_000);

        assertEquals(4_010, at(audio, 4 * 48_000, 4_000), 0.1);
    }

    @Test
    void aReportThatIsFarOffStepsTime() {
        at(audio, 0, 0);
        for (int second = 0; second < 4; second++) {
            audio.report(RtpSender.ntp(NTP + second * 1_000), second * 48_000);
        }
        audio.report(RtpSender.ntp(NTP + 4_000 + 150), 4 * 48_000);

        assertEquals(4_150, at(audio, 4 * 48_000, 4_000), 0.1);
    }

    @Test
    void aSoundClockThatStoodStillWhileMutedIsMovedOn() {
        at(audio, 0, 0);
        at(audio, 960, 20);

        assertEquals(10_020, at(audio, 1_920, 10_020), 0.1);
        assertEquals(10_040, at(audio, 2_880, 10_040), 0.1);
    }

    @Test
    void aSoundClockThatWentOnWhileMutedIsNot() {
        at(audio, 0, 0);

        assertEquals(10_000, at(audio, 480_000, 10_000), 0.1);
    }

    @Test
    void aPictureClockIsNeverTakenToStandStill() {
        at(video, 0, 0);

        assertEquals(40, at(video, 3_600, 2_000), 0.1);
    }

    @Test
    void aGapInTheSequenceIsNoClockThatStoodStill() {
        at(audio, 0, 0);

        assertEquals(100, at(audio, 4_800, 1_000, true), 0.1);
    }

    @Test
    void aClockThatCountsFromElsewhereIsNotBelieved() {
        at(video, 0, 0);

        assertEquals(50, at(video, 1_500_000_000L, 50), 0.1);
        assertEquals(100, at(video, 1_500_004_500L, 100), 0.1);
    }

    @Test
    void aSenderThatSetsItsClockMovesNothing() {
        at(audio, 0, 0);
        audio.report(RtpSender.ntp(NTP), 0);
        audio.report(RtpSender.ntp(NTP + 3_601_000), 48_000);
        audio.report(RtpSender.ntp(NTP + 3_602_000), 96_000);

        assertEquals(3_000, at(audio, 144_000, 3_000), 0.1);
    }

    @Test
    void reportsCannotDragTimeAwayFromArrivals() {
        at(audio, 0, 0);
        audio.report(RtpSender.ntp(NTP), 0);
        for (int i = 1; i < 10_000; i++) {
            audio.report(RtpSender.ntp(NTP + i * 4_900.0), 0);
        }

        assertTrue(at(audio, 960, 20) < 5_100);
    }
}
