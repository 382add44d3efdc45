package org.sightline.storage.internal.move;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class PaceTest {
    private static CompletableFuture<Void> takeTwice(Pace pace, int bytes) {
        return CompletableFuture.runAsync(() -> {
            try {
                pace.take(bytes);
                pace.take(bytes);
            } catch (InterruptedException e) {
                throw new IllegalStateException("stopped", e);
            }
        });
    }

    @Test
    void noMorePassesThanTheRate() throws Exception {
        Pace pace = new Pace(100_000);
        long start = System.nanoTime();
        for (int i = 0; i < 6; i++) {
            pace.take(10_000);
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        assertTrue(
                millis >= 380,
                millis + " ms"); // a tenth of a second's worth may wait in the bucket, one take may overdraw
    }

    @Test
    void withoutARateEverythingPasses() throws Exception {
        Pace pace = new Pace(0);
        for (int i = 0; i < 1_000_000; i++) {
            pace.take(1 << 16);
        }
    }

    @Test
    void aRaisedLimitIsNoticedByWhoWaits() throws Exception {
        Pace pace = new Pace(1);
        CompletableFuture<Void> taker = takeTwice(pace, 1_000_000);
        pace.limit(0);
        taker.get(10, TimeUnit.SECONDS);
    }

    @Test
    void whoWaitsIsSentHomeWhenItStops() {
        Pace pace = new Pace(1);
        CompletableFuture<Void> taker = takeTwice(pace, 1_000_000);
        pace.stop();
        assertThrows(ExecutionException.class, () -> taker.get(10, TimeUnit.SECONDS));
        assertThrows(InterruptedException.class, pace::check);
    }
}
