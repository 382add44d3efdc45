package org.sightline.access;

import java.util.Map;
import java.util.Objects;
import org.sightline.tenancy.WorkspaceId;

/**
 * What it is done to.
 *
 * @param workspace the workspace that owns it
 * @param id a typed id, or the workspace's id when the action concerns all of its kind
 * @param attributes what policies may need, such as {@link #TECHNICIAN}
 */
public record Resource(WorkspaceId workspace, String id, Map<String, String> attributes) {
    /** Attribute: the user id of the technician who held the call. */
    public static final String TECHNICIAN = "technician";
    /** Attribute: {@code true} if the caller is a user who is authorised to review. */
    public static final String AUTHORISED_TO_REVIEW = "caller-authorised-to-review";

    public Resource {
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(id, "id");
        attributes = Map.copyOf(attributes);
    }

    /** The workspace as a whole. */
    public static Resource of(WorkspaceId workspace) {
        return new Resource(workspace, workspace.value(), Map.of());
    }
}
