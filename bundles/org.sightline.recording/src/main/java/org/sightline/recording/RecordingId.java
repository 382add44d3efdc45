package org.sightline.recording;

import org.sightline.tenancy.TimeOrderedId;

/** Names a recording. */
public record RecordingId(String value) {
    public RecordingId {
        TimeOrderedId.require("rec", value);
    }

    public static RecordingId fresh() {
        return new RecordingId(TimeOrderedId.fresh("rec"));
    }

    @Override
    public String toString() {
        return value;
    }
}
