package org.sightline.tenancy;

/** Names a user of a workspace. */
public record UserId(String value) {
    public UserId {
        TimeOrderedId.require("usr", value);
    }

    /** The id of a new user. */
    public static UserId fresh() {
        return new UserId(TimeOrderedId.fresh("usr"));
    }

    @Override
    public String toString() {
        return value;
    }
}
