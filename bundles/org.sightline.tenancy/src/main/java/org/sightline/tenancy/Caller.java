package org.sightline.tenancy;

import java.util.Objects;
import java.util.Set;

/**
 * On whose behalf something is done. The workspace comes from the authenticated caller, never from a request's body.
 *
 * @param workspace the caller's workspace, or {@link WorkspaceId#PLATFORM}
 * @param subject who: a {@link UserId}, a call participant's id, {@code operator} or {@code platform}
 * @param roles what the subject is in this workspace
 */
public record Caller(WorkspaceId workspace, String subject, Set<Role> roles) {
    public Caller {
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(subject, "subject");
        roles = Set.copyOf(roles);
    }

    /** An operator at the platform's console, acting on a workspace or on the platform. */
    public static Caller operator(WorkspaceId workspace) {
        return new Caller(workspace, "operator", Set.of(Role.OPERATOR));
    }

    /** The platform's own background work for a workspace. */
    public static Caller platform(WorkspaceId workspace) {
        return new Caller(workspace, "platform", Set.of(Role.PLATFORM));
    }

    /** Whether it has this role, perhaps among others. */
    public boolean is(Role role) {
        return roles.contains(role);
    }
}
