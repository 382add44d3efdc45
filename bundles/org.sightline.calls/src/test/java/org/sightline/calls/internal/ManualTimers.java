package org.sightline.calls.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Time that passes only when a test says so: a clock and the timers by it. */
final class ManualTimers extends Clock implements Timers {
    private record Due(Instant at, Runnable task) {}

    private final List<Due> waiting = new ArrayList<>();
    private Instant now = Instant.parse("2026-05-04T12:00:00.123Z");

    @Override
    public Timer after(Duration delay, Runnable task) {
        Due due = new Due(now.plus(delay), task);
        waiting.add(due);
        return () -> waiting.remove(due);
    }

    /** Lets time pass; what falls due runs in its order. */
    void pass(Duration time) {
        Instant until = now.plus(time);
        for (Optional<Due> next = next(until); next.isPresent(); next = next(until)) {
            waiting.remove(next.get());
            now = next.get().at();
            next.get().task().run();
        }
        now = until;
    }

    private Optional<Due> next(Instant until) {
        return waiting.stream().filter(due -> !due.at().isAfter(until)).min(Comparator.comparing(Due::at));
    }

    int waiting() {
        return waiting.size();
    }

    long nanos() {
        return now.toEpochMilli() * 1_000_000;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
