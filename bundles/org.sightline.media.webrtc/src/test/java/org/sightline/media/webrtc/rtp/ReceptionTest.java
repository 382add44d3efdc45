package org.sightline.media.webrtc.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ReceptionTest {
    private final Reception reception = new Reception(90_000);

    private void receive(int sequence16) {
        reception.count(reception.extend(sequence16));
    }

    @Test
    void numbersAreExtendedOverARolloverAndBack() {
        receive(65_534);
        receive(1);

        assertEquals(0x20001, reception.highest());
        assertEquals(0x1ffff, reception.extend(65_535), "a late packet from before the rollover");
    }

    @Test
    void aReportTellsTheShareLostSinceTheLastOne() {
        for (int i = 0; i < 100; i++) {
            if (i % 4 != 1) {
                receive(i);
            }
        }
        RtcpWriter writer = new RtcpWriter();
        reception.senderReport(0x0000_1234_5678_0000L, 0);
        reception.report(writer, 1, 2, 500_000_000L);

        int[] told = new int[2];
        Rtcp.read(writer.packet(), new RtcpHandler() {
            @Override
            public void reportBlock(int ssrc, int fractionLost, int lastReport, long delay) {
                told[0] = fractionLost;
                told[1] = lastReport;
                assertEquals(32_768, delay, 1, "half a second");
            }
        });

        assertEquals(64, told[0]);
        assertEquals(0x12345678, told[1]);
    }
}
