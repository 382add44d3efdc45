package org.sightline.calls.internal;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TurnsTest {

    @Test
    void turnsRunInOrderAndNeverTwoAtOnce() {
        ExecutorService workers = Executors.newFixedThreadPool(4);
        try {
            Turns turns = new Turns("test", workers);
            List<Integer> done = new ArrayList<>();
            AtomicInteger atOnce = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            AtomicInteger count = new AtomicInteger();
            for (int i = 0; i < 1_000; i++) {
                int turn = i;
                turns.execute(() -> {
                    most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                    done.add(turn);
                    atOnce.decrementAndGet();
                    count.incrementAndGet();
                });
            }
            await().until(() -> count.get() == 1_000);
            assertEquals(IntStream.range(0, 1_000).boxed().toList(), done);
            assertEquals(1, most.get());
        } finally {
            workers.shutdown();
        }
    }

    @Test
    void aTurnThatFailsDoesNotStopTheNext() {
        Turns turns = new Turns("test", Runnable::run);
        AtomicInteger ran = new AtomicInteger();

        turns.execute(() -> {
            throw new IllegalStateException("this failure belongs to the test");
        });
        turns.execute(ran::incrementAndGet);

        assertEquals(1, ran.get());
    }

    @Test
    void aCrowdIsRefusedAndTheCallsOwnTurnsAreNot() {
        List<Runnable> workers = new ArrayList<>();
        Turns turns = new Turns("test", workers::add);
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i < 512; i++) {
            assertTrue(turns.offer(ran::incrementAndGet));
        }

        assertFalse(turns.offer(ran::incrementAndGet));
        turns.execute(ran::incrementAndGet);
        while (!workers.isEmpty()) {
            workers.remove(0).run();
        }

        assertEquals(513, ran.get());
    }

    @Test
    void workersThatHaveStoppedHarmNobody() {
        Turns turns = new Turns("test", task -> {
            throw new RejectedExecutionException();
        });

        turns.execute(() -> {});
    }
}
