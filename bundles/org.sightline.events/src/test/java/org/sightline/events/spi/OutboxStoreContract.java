package org.sightline.events.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sightline.events.Event;
import org.sightline.tenancy.WorkspaceId;

/** What every {@link OutboxStore} does. Give the store under test an empty start for each test. */
public abstract class OutboxStoreContract {
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00.123Z");

    private final WorkspaceId workspace = WorkspaceId.fresh();

    /** The store under test. */
    protected abstract OutboxStore store();

    /** Puts events into the outbox as a change that gives them in this order does. */
    protected abstract void write(List<Event> events);

    @Test
    void theOldestComeFirstAndNoMoreThanAsked() {
        Event old = event(NOON);
        Event young = event(NOON.plusSeconds(60));
        Event middle = event(NOON.plusSeconds(30));
        List.of(young, old, middle).forEach(event -> write(List.of(event)));

        assertEquals(List.of(old, middle, young), store().unsent(10));
        assertEquals(List.of(old, middle), store().unsent(2));
        assertEquals(3, store().countUnsent());
    }

    @Test
    void eventsOfOneChangeKeepTheirOrder() {
        List<Event> events = List.of(event(NOON), event(NOON), event(NOON), event(NOON), event(NOON));
        write(events);

        assertEquals(events, store().unsent(10));
    }

    @Test
    void aSentEventLeavesTheOutbox() {
        Event sent = event(NOON);
        Event unsent = event(NOON);
        write(List.of(sent, unsent));

        store().markSent(List.of(sent));
        store().markSent(List.of(sent));

        assertEquals(List.of(unsent), store().unsent(10));
        assertEquals(1, store().countUnsent());
    }

    @Test
    void theEventsOfEveryWorkspaceAreSent() {
        Event mine = event(NOON);
        Event theirs = Event.of(WorkspaceId.fresh(), "test.happened", "x", NOON.plusSeconds(1), Map.of());
        write(List.of(mine));
        write(List.of(theirs));

        assertEquals(List.of(mine, theirs), store().unsent(10));
    }

    @Test
    void theFullestEventIsReadUnchanged() {
        Map<String, String> data = new HashMap<>();
        for (int i = 0; i < 20; i++) {
            data.put("é漢🙂'\"\\%,=\t;" + i, "漢".repeat(500));
        }
        Event event = Event.of(workspace, "t".repeat(60), "s".repeat(120), NOON, data);
        write(List.of(event));

        assertEquals(List.of(event), store().unsent(1));
    }

    @Test
    void whatAListenerHandledIsRememberedForItAlone() {
        Event event = event(NOON);

        store().markHandled("notify", event, NOON);
        store().markHandled("notify", event, NOON);

        assertTrue(store().handled("notify", event));
        assertFalse(store().handled("insights", event));
        assertFalse(store().handled("notify", event(NOON)));
    }

    @Test
    void whatWasHandledLongAgoIsForgotten() {
        Event old = event(NOON);
        Event young = event(NOON);
        store().markHandled("notify", old, NOON);
        store().markHandled("notify", young, NOON.plusSeconds(60));

        assertEquals(1, store().forgetHandled(NOON.plusSeconds(30)));

        assertFalse(store().handled("notify", old));
        assertTrue(store().handled("notify", young));
    }

    /** An event of the test's workspace. */
    protected final Event event(Instant at) {
        return Event.of(workspace, "test.happened", "subject", at, Map.of("figure", "1"));
    }
}
