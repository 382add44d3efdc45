package org.sightline.tenancy.internal;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.sightline.tenancy.internal.Credentials.Throttled;
import org.sightline.tenancy.spi.InMemoryUserStore;

final class CredentialsTest {
    private final Credentials credentials = new Credentials(new InMemoryUserStore(), House.CHEAP, System::nanoTime);

    @Test
    void twoHashesAreComputedAtOnceAndFewWait() throws Exception {
        AtomicInteger running = new AtomicInteger();
        CountDownLatch finish = new CountDownLatch(1);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<Integer>> admitted = new ArrayList<>();
            for (int i = 0; i < 34; i++) {
                admitted.add(threads.submit(() -> credentials.oneOfFew(() -> {
                    int now = running.incrementAndGet();
                    waitFor(finish);
                    running.decrementAndGet();
                    return now;
                })));
            }
            await().until(() -> running.get() == 2 && credentials.waiting() == 32);
            Throttled refused = assertThrows(Throttled.class, () -> credentials.hash("x".toCharArray()));
            assertEquals("login-throttled", refused.code());
            finish.countDown();
            for (Future<Integer> one : admitted) {
                assertEquals(true, one.get() <= 2);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void namesAreFoldedAndBounded() {
        assertEquals("marie", Credentials.fold(" Marie "));
        assertEquals("", Credentials.fold("x".repeat(4_000)));
        assertEquals("", Credentials.fold(null));
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
