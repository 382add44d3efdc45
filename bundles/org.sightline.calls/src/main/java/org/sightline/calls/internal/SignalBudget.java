package org.sightline.calls.internal;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.sightline.calls.Signal;

/** How often one participant may send what costs others work. */
final class SignalBudget {
    private record Allowance(int count, Duration window) {}

    private static final Map<Class<? extends Signal.FromClient>, Allowance> ALLOWANCES = Map.of(
            Signal.Offer.class, new Allowance(20, Duration.ofSeconds(10)),
            Signal.Candidate.class, new Allowance(200, Duration.ofSeconds(10)),
            Signal.Mute.class, new Allowance(50, Duration.ofSeconds(10)),
            Signal.ConsentGiven.class, new Allowance(20, Duration.ofMinutes(1)),
            Signal.PauseRecording.class, new Allowance(20, Duration.ofMinutes(1)));

    private record Spent(long since, int count) {}

    private final LongSupplier nanos;
    private final Map<Class<?>, Spent> spent = new java.util.HashMap<>();

    SignalBudget(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Takes one signal off the budget. @return false if there is nothing left of it now */
    synchronized boolean allows(Signal.FromClient signal) {
        Allowance allowance = ALLOWANCES.get(signal.getClass());
        if (allowance == null) {
            return true;
        }
        long now = nanos.getAsLong();
        Spent before = spent.get(signal.getClass());
        if (before == null || now - before.since() >= allowance.window().toNanos()) {
            spent.put(signal.getClass(), new Spent(now, 1));
            return true;
        }
        spent.put(signal.getClass(), new Spent(before.since(), before.count() + 1));
        return before.count() < allowance.count();
    }
}
