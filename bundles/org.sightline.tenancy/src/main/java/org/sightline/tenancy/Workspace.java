package org.sightline.tenancy;

import java.time.Instant;
import java.util.Objects;

/**
 * A company that uses the platform.
 *
 * @param name unique, typed at sign-in: 2 to 40 characters of {@code [a-z0-9-]}, not starting or ending with a hyphen
 * @param displayName as people read it, 1 to 120 characters, no control or direction-changing characters
 * @param region where its recordings are kept, for example {@code ca-central-1}
 */
public record Workspace(WorkspaceId id, String name, String displayName, String region, Instant createdAt) {
    public Workspace {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(createdAt, "createdAt");
        Names.requireSlug("name", name);
        Names.requireText("displayName", displayName, 120);
        Names.requireRegion(region);
    }
}
