package org.sightline.calls;

import org.sightline.tenancy.TimeOrderedId;

/** Names a call. */
public record CallId(String value) {
    public CallId {
        TimeOrderedId.require("call", value);
    }

    public static CallId fresh() {
        return new CallId(TimeOrderedId.fresh("call"));
    }

    @Override
    public String toString() {
        return value;
    }
}
