package org.sightline.tenancy;

/** Names a workspace. */
public record WorkspaceId(String value) {
    /** Stands for the platform itself, which is no workspace: its audit log and its operators. */
    public static final WorkspaceId PLATFORM = new WorkspaceId("ws_00000000-0000-0000-0000-000000000000");

    public WorkspaceId {
        TimeOrderedId.require("ws", value);
    }

    /** The id of a new workspace. */
    public static WorkspaceId fresh() {
        return new WorkspaceId(TimeOrderedId.fresh("ws"));
    }

    @Override
    public String toString() {
        return value;
    }
}
