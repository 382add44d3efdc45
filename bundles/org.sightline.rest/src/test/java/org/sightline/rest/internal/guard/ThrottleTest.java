package org.sightline.rest.internal.guard;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    @Test
    void eachSourceHasItsShareOfAMinute() {
        Throttle throttle = new Throttle(clock, 2);
        assertTrue(throttle.admit("192.0.2.1"));
        assertTrue(throttle.admit("192.0.2.1"));
        assertFalse(throttle.admit("192.0.2.1"));
        assertTrue(throttle.admit("192.0.2.2"));
        now = now.plusSeconds(60);
        assertTrue(throttle.admit("192.0.2.1"));
    }

    @Test
    void theAddressesOfOneIpv6NetworkAreOneSource() {
        Throttle throttle = new Throttle(clock, 1);
        assertTrue(throttle.admit("[2001:db8:0:1:0:0:0:1]"));
        assertFalse(throttle.admit("2001:db8:0:1:aaaa:0:0:2"));
        assertTrue(throttle.admit("2001:db8:0:2:0:0:0:1"));
    }

    @Test
    void zeroMeansAnyNumber() {
        Throttle throttle = new Throttle(clock, 0);
        for (int i = 0; i < 1000; i++) {
            assertTrue(throttle.admit("192.0.2.1"));
        }
    }

    @Test
    void aFloodOfSourcesDoesNotGrowWithoutBound() {
        Throttle throttle = new Throttle(clock, 1);
        for (int i = 0; i < 20_000; i++) {
            assertTrue(throttle.admit("10.0." + i / 250 + "." + i % 250));
        }
        assertTrue(throttle.admit("10.0.0.0"), "the oldest sources were forgotten");
        assertFalse(throttle.admit("10.0.79.249"), "the newest were not");
    }
}
