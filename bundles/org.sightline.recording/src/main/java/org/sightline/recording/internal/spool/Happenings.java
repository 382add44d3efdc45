package org.sightline.recording.internal.spool;

import java.time.Instant;
import java.util.Map;
import org.sightline.events.Event;
import org.sightline.recording.Recording;

/** The events of a recording's life: ids and figures. */
public final class Happenings {
    private Happenings() {}

    public static Event started(Recording recording) {
        return event(recording, "recording.started", recording.startedAt());
    }

    public static Event spooled(Recording recording, Instant at) {
        return event(recording, "recording.spooled", at);
    }

    public static Event stored(Recording recording, Instant at) {
        return event(recording, "recording.stored", at);
    }

    public static Event failed(Recording recording, Instant at) {
        return event(recording, "recording.failed", at);
    }

    /** It lies in another region now. */
    public static Event moved(Recording recording, Instant at) {
        return event(recording, "recording.moved", at);
    }

    /** A check found that it is not what was written. */
    public static Event damaged(Recording recording, Instant at) {
        return event(recording, "recording.damaged", at);
    }

    private static Event event(Recording recording, String type, Instant at) {
        return Event.of(
                recording.workspace(),
                type,
                recording.id().value(),
                at,
                Map.of(
                        "call", recording.call().value(),
                        "region", recording.region(),
                        "takes", Integer.toString(recording.takes().size()),
                        "durationMillis", Long.toString(recording.durationMillis())));
    }
}
