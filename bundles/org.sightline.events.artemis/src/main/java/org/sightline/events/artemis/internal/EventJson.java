package org.sightline.events.artemis.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;
import org.sightline.events.Event;
import org.sightline.tenancy.WorkspaceId;

/** An event as a message's text. */
final class EventJson {
    private static final int VERSION = 1;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private EventJson() {}

    static String write(Event event) {
        ObjectNode json = MAPPER.createObjectNode()
                .put("v", VERSION)
                .put("id", event.id())
                .put("workspace", event.workspace().value())
                .put("type", event.type())
                .put("subject", event.subject())
                .put("at", event.at().toString());
        ObjectNode data = json.putObject("data");
        new TreeMap<>(event.data()).forEach(data::put);
        return json.toString();
    }

    /** @throws IllegalArgumentException if the text is not an event of this version */
    static Event read(String text) {
        try {
            JsonNode json = MAPPER.readTree(text);
            if (json.path("v").asInt() != VERSION) {
                throw new IllegalArgumentException("not an event of version " + VERSION);
            }
            Map<String, String> data = new TreeMap<>();
            json.path("data").fields().forEachRemaining(entry -> data.put(entry.getKey(), text(entry.getValue())));
            return new Event(
                    text(json.path("id")),
                    new WorkspaceId(text(json.path("workspace"))),
                    text(json.path("type")),
                    text(json.path("subject")),
                    Instant.parse(text(json.path("at"))),
                    data);
        } catch (JsonProcessingException | DateTimeParseException e) {
            throw new IllegalArgumentException("not an event", e);
        }
    }

    private static String text(JsonNode node) {
        if (!node.isTextual()) {
            throw new IllegalArgumentException("an event's parts are texts");
        }
        return node.textValue();
    }
}
