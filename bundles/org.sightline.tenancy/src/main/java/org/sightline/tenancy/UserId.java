package org.sightline.tenancy;

/** Names a user of a workspace. */
public record UserId(String value) {
    public UserId {
        TimeOrderedId.require("usr", value);
    }

    public static UserId fresh() {
        return new UserId(TimeOrderedId.fresh("usr"));
    }

    @Override
    public String toString() {
        return value;
    }
}
