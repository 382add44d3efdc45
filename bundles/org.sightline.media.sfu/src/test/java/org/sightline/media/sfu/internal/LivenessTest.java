package org.sightline.media.sfu.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.sightline.media.sfu.internal.Liveness.Verdict;

class LivenessTest {
    private static final long SECOND = 1_000_000_000L;

    private final Liveness liveness = new Liveness();

    @Test
    void whoNeverConnectsIsGoneAfterThirtySeconds() {
        liveness.opened(0);

        assertEquals(Verdict.UNCHANGED, liveness.judge(0, 29 * SECOND));
        assertEquals(Verdict.GONE, liveness.judge(0, 31 * SECOND));
    }

    @Test
    void silenceIsToldOnceAndItsEndToo() {
        liveness.opened(0);
        liveness.connected();

        assertEquals(Verdict.UNCHANGED, liveness.judge(0, 4 * SECOND));
        assertEquals(Verdict.FELL_SILENT, liveness.judge(0, 6 * SECOND));
        assertEquals(Verdict.UNCHANGED, liveness.judge(0, 7 * SECOND));
        assertEquals(Verdict.RETURNED, liveness.judge(8 * SECOND, 8 * SECOND));
    }

    @Test
    void theGraceEndsTwentySecondsAfterSilence() {
        liveness.opened(0);
        liveness.connected();
        liveness.judge(0, 6 * SECOND);

        assertEquals(Verdict.UNCHANGED, liveness.judge(0, 24 * SECOND));
        assertEquals(Verdict.GONE, liveness.judge(0, 26 * SECOND));
    }

    @Test
    void aGoodByeIsSilenceWhateverComesAfterwards() {
        liveness.opened(0);
        liveness.connected();
        liveness.closed(10 * SECOND);

        assertEquals(Verdict.FELL_SILENT, liveness.judge(10 * SECOND, 10 * SECOND));
        assertEquals(Verdict.UNCHANGED, liveness.judge(15 * SECOND, 15 * SECOND));
        assertEquals(Verdict.GONE, liveness.judge(31 * SECOND, 31 * SECOND));
    }

    @Test
    void aNewConnectionEndsTheSilence() {
        liveness.opened(0);
        liveness.connected();
        liveness.closed(10 * SECOND);
        liveness.judge(10 * SECOND, 10 * SECOND);

        liveness.opened(20 * SECOND);
        liveness.connected();

        assertEquals(Verdict.UNCHANGED, liveness.judge(31 * SECOND, 31 * SECOND));
    }
}
