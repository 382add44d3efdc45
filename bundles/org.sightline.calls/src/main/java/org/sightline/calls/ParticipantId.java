package org.sightline.calls;

import org.sightline.tenancy.TimeOrderedId;

/** Names a participant of a call; the same through reconnects, never reused. */
public record ParticipantId(String value) {
    public ParticipantId {
        TimeOrderedId.require("prt", value);
    }

    public static ParticipantId fresh() {
        return new ParticipantId(TimeOrderedId.fresh("prt"));
    }

    @Override
    public String toString() {
        return value;
    }
}
