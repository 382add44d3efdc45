package org.sightline.events.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sightline.events.Event;
import org.sightline.events.spi.InMemoryOutboxStore;
import org.sightline.tenancy.WorkspaceId;

class DeliveriesTest {
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

    private final InMemoryOutboxStore outbox = new InMemoryOutboxStore();
    private final Deliveries deliveries = new Deliveries(outbox, Clock.fixed(NOON, ZoneOffset.UTC));
    private final RecordingListener sound = new RecordingListener("sound", 0);

    @Test
    void aListenerHearsTheTypesItWants() throws Exception {
        deliveries.bindListener(sound);
        Event wanted = event("test.happened");

        deliveries.on(wanted);
        deliveries.on(event("test.other"));

        assertEquals(List.of(wanted), sound.heard());
    }

    @Test
    void anEventThatComesAgainIsNotHandledAgain() throws Exception {
        deliveries.bindListener(sound);
        Event event = event("test.happened");

        deliveries.on(event);
        deliveries.on(event);

        assertEquals(List.of(event), sound.heard());
    }

    @Test
    void theFailureOfOneReachesTheTransportAndOnlyThatOneHearsItAgain() throws Exception {
        RecordingListener failing = new RecordingListener("failing", 1);
        deliveries.bindListener(failing);
        deliveries.bindListener(sound);
        Event event = event("test.happened");

        assertThrows(IllegalStateException.class, () -> deliveries.on(event));
        assertEquals(List.of(event), sound.heard());
        assertFalse(outbox.handled("failing", event));

        deliveries.on(event);
        assertEquals(List.of(event), failing.heard());
        assertEquals(List.of(event), sound.heard());
    }

    @Test
    void aListenerThatLeftHearsNothing() throws Exception {
        deliveries.bindListener(sound);
        deliveries.unbindListener(sound);

        deliveries.on(event("test.happened"));

        assertEquals(List.of(), sound.heard());
    }

    @Test
    void aSecondListenerOfTheSameNameNeitherHearsNorRemovesTheFirst() throws Exception {
        RecordingListener second = new RecordingListener("sound", 0);
        deliveries.bindListener(sound);
        deliveries.bindListener(second);
        deliveries.unbindListener(second);
        Event event = event("test.happened");

        deliveries.on(event);

        assertEquals(List.of(event), sound.heard());
        assertEquals(List.of(), second.heard());
    }

    private static Event event(String type) {
        return Event.of(WorkspaceId.fresh(), type, "subject", NOON, Map.of());
    }
}
