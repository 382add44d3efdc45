package org.sightline.calls.internal;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.sightline.calls.Call;
import org.sightline.calls.CallState;

/** Every move of a call from one state to the next: nothing else makes a changed call. */
final class CallMoves {
    private static final Set<String> END_REASONS =
            Set.of("technician", "customer", "administrator", "operator", "abandoned", "platform");

    private CallMoves() {}

    /** Somebody has come and waits for the other side. */
    static Call ring(Call call) {
        return moved(call, CallState.RINGING, call.liveAt(), Optional.empty(), Optional.empty());
    }

    /** Whoever waited has gone before the other side came. */
    static Call quiet(Call call) {
        return moved(call, CallState.CREATED, call.liveAt(), Optional.empty(), Optional.empty());
    }

    /** Both sides are connected. */
    static Call live(Call call, Instant now) {
        return moved(call, CallState.LIVE, Optional.of(now), Optional.empty(), Optional.empty());
    }

    /** @param reason one of {@link Call#endReason()} */
    static Call end(Call call, String reason, Instant now) {
        if (!END_REASONS.contains(reason)) {
            throw new IllegalArgumentException("a call does not end because of " + reason);
        }
        return moved(call, CallState.ENDED, call.liveAt(), Optional.of(now), Optional.of(reason));
    }

    private static Call moved(
            Call call,
            CallState state,
            Optional<Instant> liveAt,
            Optional<Instant> endedAt,
            Optional<String> endReason) {
        if (!call.state().mayBecome(state)) {
            throw new IllegalStateException(call.id() + " cannot go from " + call.state() + " to " + state);
        }
        return new Call(
                call.id(),
                call.workspace(),
                call.technician(),
                call.technicianName(),
                call.customerName(),
                state,
                call.createdAt(),
                liveAt,
                endedAt,
                endReason,
                call.version() + 1);
    }
}
