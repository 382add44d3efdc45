package org.sightline.events.artemis.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sightline.events.Event;
import org.sightline.tenancy.WorkspaceId;

class EventJsonTest {
    @Test
    void anEventIsReadAsItWasWritten() {
        Event event = Event.of(
                WorkspaceId.fresh(),
                "calls.call-ended",
                "call",
                Instant.parse("2026-05-04T12:00:00.123456789Z"),
                Map.of("é漢🙂", "\"\\\n\u0000"));

        assertEquals(event, EventJson.read(EventJson.write(event)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing",
                "[]",
                "{}",
                "{\"v\":2}",
                "{\"v\":1}",
                "{\"v\":1,\"id\":\"evt_0\",\"workspace\":7}",
                "{\"v\":1,\"data\":{\"a\":1}}"
            })
    void whatIsNoEventIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> EventJson.read(text));
    }
}
