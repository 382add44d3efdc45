package org.sightline.media.webrtc.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossesTest {
    private static final long MILLI = 1_000_000L;

    private final Losses losses = new Losses();

    private List<Integer> asked(long now) {
        List<Integer> asked = new ArrayList<>();
        RtcpWriter writer = new RtcpWriter();
        losses.request(writer, 1, 2, now);
        Rtcp.read(writer.packet(), new RtcpHandler() {
            @Override
            public void nack(int ssrc, int sequence) {
                asked.add(sequence);
            }
        });
        return asked;
    }

    @Test
    void reorderingIsGivenTimeBeforeAnythingIsAskedFor() {
        losses.missing(10, 12, 0);

        assertEquals(List.of(), asked(3 * MILLI));
        assertEquals(List.of(10, 11), asked(6 * MILLI));
        assertEquals(List.of(), asked(30 * MILLI), "the answer needs time");
        assertEquals(List.of(10, 11), asked(80 * MILLI));
    }

    @Test
    void whatComesIsNoLongerAskedFor() {
        losses.missing(10, 12, 0);

        assertTrue(losses.found(10));
        assertFalse(losses.found(10));

        assertEquals(List.of(11), asked(10 * MILLI));
        assertEquals(1, losses.recovered());
    }

    @Test
    void whatDoesNotComeIsGivenUp() {
        losses.missing(10, 11, 0);

        asked(1_001 * MILLI);

        assertEquals(0, losses.pending());
        assertEquals(1, losses.lost());
    }

    @Test
    void aGapBeyondRepairIsGivenUpAtOnce() {
        losses.missing(0, 10_000, 0);

        assertEquals(0, losses.pending());
        assertEquals(10_000, losses.lost());
    }

    @Test
    void theRingForgetsWhatItHasNoRoomFor() {
        RetransmissionRing ring = new RetransmissionRing(4);
        for (int i = 0; i < 6; i++) {
            ring.put(i, new Packet(new byte[] {(byte) i}, 0, 1));
        }

        assertNull(ring.get(1));
        assertEquals(5, ring.get(5).u8(0));
        assertTrue(ring.contains(2));
    }
}
