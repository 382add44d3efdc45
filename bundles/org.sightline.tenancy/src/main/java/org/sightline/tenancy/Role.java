package org.sightline.tenancy;

/** What a caller is in its workspace. */
public enum Role {
    /** Runs the platform from its console; has no right to watch anything. */
    OPERATOR,
    /** The platform itself, in background work. */
    PLATFORM,
    ADMINISTRATOR,
    SUPERVISOR,
    TECHNICIAN,
    /** An end customer in a call, without an account. */
    CUSTOMER;

    /** Whether a user account can have this role. */
    public boolean ofUsers() {
        return this == ADMINISTRATOR || this == SUPERVISOR || this == TECHNICIAN;
    }
}
