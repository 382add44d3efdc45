package org.sightline.events;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.sightline.tenancy.TimeOrderedId;
import org.sightline.tenancy.WorkspaceId;

/**
 * Something that happened.
 *
 * @param id unique; a listener that sees it again has already done its work
 * @param type past tense with its bundle, for example {@code calls.call-ended}; at most 60 characters
 * @param subject the id of what it happened to
 * @param data at most 20 short values; ids and figures, never a name, an address or a secret
 */
public record Event(
        String id, WorkspaceId workspace, String type, String subject, Instant at, Map<String, String> data) {
    public Event {
        TimeOrderedId.require("evt", id);
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(at, "at");
        data = Map.copyOf(data);
    }

    public static Event of(WorkspaceId workspace, String type, String subject, Instant at, Map<String, String> data) {
        return new Event(TimeOrderedId.fresh("evt"), workspace, type, subject, at, data);
    }
}
