package org.sightline.calls.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sightline.calls.Call;
import org.sightline.calls.CallId;
import org.sightline.calls.CallState;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.WorkspaceId;

final class CallMovesTest {
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final Map<CallState, UnaryOperator<Call>> MOVES = Map.of(
            CallState.RINGING,
            CallMoves::ring,
            CallState.CREATED,
            CallMoves::quiet,
            CallState.LIVE,
            call -> CallMoves.live(call, NOON),
            CallState.ENDED,
            call -> CallMoves.end(call, "technician", NOON));
    private static final Map<CallState, Set<CallState>> ALLOWED = Map.of(
            CallState.CREATED, Set.of(CallState.RINGING, CallState.ENDED),
            CallState.RINGING, Set.of(CallState.CREATED, CallState.LIVE, CallState.ENDED),
            CallState.LIVE, Set.of(CallState.ENDED),
            CallState.ENDED, Set.of());

    @TestFactory
    Stream<DynamicTest> everyMoveIsAllowedOrForbiddenAsTheTableSays() {
        return Stream.of(CallState.values())
                .flatMap(from -> Stream.of(CallState.values())
                        .map(to -> DynamicTest.dynamicTest(from + " to " + to, () -> check(from, to))));
    }

    private static void check(CallState from, CallState to) {
        Call call = in(from);
        if (ALLOWED.get(from).contains(to)) {
            Call moved = MOVES.get(to).apply(call);
            assertEquals(to, moved.state());
            assertEquals(call.version() + 1, moved.version());
        } else {
            assertThrows(IllegalStateException.class, () -> MOVES.get(to).apply(call));
        }
    }

    @Test
    void aLiveCallRemembersSinceWhenThroughItsEnd() {
        Call live = CallMoves.live(in(CallState.RINGING), NOON);

        Call ended = CallMoves.end(live, "customer", NOON.plusSeconds(60));

        assertEquals(Optional.of(NOON), ended.liveAt());
        assertEquals(Optional.of(NOON.plusSeconds(60)), ended.endedAt());
        assertEquals(Optional.of("customer"), ended.endReason());
    }

    @Test
    void aCallDoesNotEndForAnUnknownReason() {
        Call call = in(CallState.CREATED);

        assertThrows(IllegalArgumentException.class, () -> CallMoves.end(call, "boredom", NOON));
    }

    private static Call in(CallState state) {
        return new Call(
                CallId.fresh(),
                WorkspaceId.fresh(),
                UserId.fresh(),
                "Terry",
                "Ann",
                state,
                NOON,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                3);
    }
}
