package org.sightline.storage;

import org.sightline.tenancy.TimeOrderedId;

/** Names a change of a workspace's region. */
public record RegionChangeId(String value) {
    public RegionChangeId {
        TimeOrderedId.require("move", value);
    }

    public static RegionChangeId fresh() {
        return new RegionChangeId(TimeOrderedId.fresh("move"));
    }

    @Override
    public String toString() {
        return value;
    }
}
