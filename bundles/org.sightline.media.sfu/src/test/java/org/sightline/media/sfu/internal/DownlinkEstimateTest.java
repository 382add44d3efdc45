package org.sightline.media.sfu.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sightline.media.webrtc.rtp.ArrivalLog;
import org.sightline.media.webrtc.rtp.Packet;
import org.sightline.media.webrtc.rtp.Rtcp;
import org.sightline.media.webrtc.rtp.RtcpHandler;
import org.sightline.media.webrtc.rtp.RtcpWriter;

/** A link of a given capacity with a queue of half a second, whose sender obeys the estimate. */
class DownlinkEstimateTest {
    private static final int PACKET_BYTES = 1100;
    private static final long MILLI = 1_000_000L;

    private final DownlinkEstimate estimate = new DownlinkEstimate();
    private final ArrivalLog log = new ArrivalLog();
    private final RtcpWriter writer = new RtcpWriter();
    private final Random random = new Random(3);
    private double sendRate = 1_500_000;
    private double loss;
    private long now = 1_000_000 * MILLI;
    private double linkFree;
    private double credit;

    /** Runs the link for some seconds. */
    private void run(int seconds, double capacity) {
        for (int milli = 0; milli < seconds * 1000; milli++) {
            now += MILLI;
            double wanted = estimate.limit() > 0 ? Math.min(sendRate, estimate.limit()) : sendRate;
            credit += wanted / 8000;
            while (credit >= PACKET_BYTES) {
                credit -= PACKET_BYTES;
                transmit(capacity);
            }
            if (milli % 60 == 59) {
                feedback();
            }
        }
    }

    private void transmit(double capacity) {
        int number = estimate.sent(PACKET_BYTES, now);
        double start = Math.max(now, linkFree);
        if (start - now > 500 * MILLI || random.nextDouble() < loss) {
            return;
        }
        linkFree = start + PACKET_BYTES * 8e9 / capacity;
        log.add(number, (long) (linkFree / 1000) + 777_000_000L);
    }

    private void feedback() {
        log.report(writer.clear(), 1, 2);
        Rtcp.read(writer.packet(), new RtcpHandler() {
            @Override
            public void transportFeedback(Packet packet, int at, int length) {
                estimate.feedback(packet, at, length, now);
            }
        });
    }

    @Test
    void aWideLinkIsNeverLimited() {
        run(20, 10_000_000);

        assertEquals(0, estimate.limit());
    }

    @Test
    void aNarrowLinkIsFilledButNotFlooded() {
        run(10, 350_000);

        assertTrue(estimate.limit() > 200_000 && estimate.limit() < 420_000, "limit " + estimate.limit());
    }

    @Test
    void theLimitIsLiftedWhenTheLinkIsWideAgain() {
        run(10, 350_000);

        run(40, 10_000_000);

        assertEquals(0, estimate.limit());
    }

    @Test
    void fivePercentOfRandomLossLimitNothing() {
        loss = 0.05;

        run(20, 10_000_000);

        assertTrue(estimate.limit() == 0 || estimate.limit() > 1_000_000, "limit " + estimate.limit());
    }

    @Test
    void heavyLossLimits() {
        loss = 0.3;

        run(5, 10_000_000);

        assertTrue(estimate.limit() > 0 && estimate.limit() < 1_300_000, "limit " + estimate.limit());
    }

    @Test
    void aChangedWayStartsAnew() {
        run(10, 350_000);

        estimate.reset();

        assertEquals(0, estimate.limit());
    }
}
