package org.sightline.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sightline.storage.RegionChange.Pauses;
import org.sightline.storage.RegionChange.State;

final class RegionChangeTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void onlyTheseMovesAreAllowed() {
        Map<State, Set<State>> allowed = Map.of(
                State.RUNNING, EnumSet.of(State.PAUSED, State.DONE, State.SUPERSEDED),
                State.PAUSED, EnumSet.of(State.RUNNING, State.SUPERSEDED),
                State.DONE, EnumSet.noneOf(State.class),
                State.SUPERSEDED, EnumSet.noneOf(State.class));
        for (State from : State.values()) {
            for (State to : State.values()) {
                assertEquals(allowed.get(from).contains(to), from.mayBecome(to), from + " to " + to);
            }
        }
    }

    @Test
    void pausesAreCountedAndAddedUp() {
        Pauses first = Pauses.NONE.begin(NOW);
        assertEquals(new Pauses(1, Duration.ZERO, Optional.of(NOW)), first);
        assertEquals(first, first.begin(NOW.plusSeconds(9)));
        Pauses over = first.end(NOW.plusSeconds(5));
        assertEquals(new Pauses(1, Duration.ofSeconds(5), Optional.empty()), over);
        assertEquals(over, over.end(NOW.plusSeconds(50)));
        assertEquals(
                new Pauses(2, Duration.ofSeconds(12), Optional.empty()),
                over.begin(NOW.plusSeconds(60)).end(NOW.plusSeconds(67)));
    }

    @Test
    void idsHaveTheirForm() {
        assertTrue(RegionChangeId.fresh().value().startsWith("move_"));
        assertFalse(RegionChangeId.fresh().equals(RegionChangeId.fresh()));
    }
}
