package org.sightline.tenancy.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.sightline.tenancy.internal.SignInThrottle.Admission.ADMITTED;
import static org.sightline.tenancy.internal.SignInThrottle.Admission.FIRST_REFUSAL;
import static org.sightline.tenancy.internal.SignInThrottle.Admission.REFUSED;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SignInThrottleTest {
    private long now = Long.MAX_VALUE - 5; // nanoTime may overflow
    private final SignInThrottle throttle = new SignInThrottle(() -> now);

    @Test
    void fiveAttemptsAreFree() {
        for (int i = 0; i < 5; i++) {
            assertEquals(ADMITTED, throttle.admit("marie"));
        }
        assertEquals(FIRST_REFUSAL, throttle.admit("marie"));
        assertEquals(REFUSED, throttle.admit("marie"));
        assertEquals(ADMITTED, throttle.admit("paul"));
    }

    @Test
    void eachFurtherAttemptDoublesTheWaitUpToFiveMinutes() {
        for (int i = 0; i < 4; i++) {
            throttle.admit("marie");
        }
        for (int seconds : new int[] {2, 4, 8, 16, 32, 64, 128, 256, 300, 300}) {
            assertEquals(ADMITTED, throttle.admit("marie"));
            advance(Duration.ofSeconds(seconds).minusMillis(1));
            assertEquals(FIRST_REFUSAL, throttle.admit("marie"), seconds + " s");
            advance(Duration.ofMillis(1));
        }
    }

    @Test
    void aRefusedAttemptDoesNotProlongTheWait() {
        for (int i = 0; i < 5; i++) {
            throttle.admit("marie");
        }
        for (int i = 0; i < 100; i++) {
            throttle.admit("marie");
        }
        advance(Duration.ofSeconds(2));
        assertEquals(ADMITTED, throttle.admit("marie"));
    }

    @Test
    void successForgetsTheAttempts() {
        for (int round = 0; round < 4; round++) {
            for (int i = 0; i < 5; i++) {
                assertEquals(ADMITTED, throttle.admit("marie"));
            }
            throttle.succeeded("marie");
        }
    }

    @Test
    void anHourWithoutAttemptsForgetsThem() {
        for (int i = 0; i < 9; i++) {
            throttle.admit("marie");
            advance(Duration.ofMinutes(5));
        }
        advance(Duration.ofHours(1));
        for (int i = 0; i < 5; i++) {
            assertEquals(ADMITTED, throttle.admit("marie"));
        }
    }

    @Test
    void allAccountsTogetherHaveARate() {
        for (int i = 0; i < 50; i++) {
            assertEquals(ADMITTED, throttle.admit("user" + i));
        }
        assertEquals(REFUSED, throttle.admit("another"));
        advance(Duration.ofMillis(100));
        assertEquals(ADMITTED, throttle.admit("another"));
        assertEquals(REFUSED, throttle.admit("yet another"));
    }

    private void advance(Duration by) {
        now += by.toNanos();
    }
}
