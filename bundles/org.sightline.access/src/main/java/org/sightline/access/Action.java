package org.sightline.access;

/** What can be done. Names are stable: they appear in the audit log. */
public enum Action {
    CALL_CREATE("call.create"),
    CALL_VIEW("call.view"),
    CALL_JOIN("call.join"),
    CALL_END("call.end"),
    /** See that a recording exists, its times and where it is kept. */
    RECORDING_LIST("recording.list"),
    /** Watch or hear it, its poster and thumbnails included. */
    RECORDING_WATCH("recording.watch"),
    RECORDING_VERIFY("recording.verify"),
    WORKSPACE_VIEW("workspace.view"),
    WORKSPACE_MANAGE("workspace.manage"),
    REVIEW_POLICY_CHANGE("review-policy.change"),
    /** Change where the workspace's recordings are kept, and steer the move. */
    REGION_CHANGE("region.change"),
    /** Make a new version of the workspace's key. */
    KEY_ROTATE("key.rotate"),
    USERS_VIEW("users.view"),
    USERS_MANAGE("users.manage"),
    AUDIT_VIEW("audit.view"),
    PLATFORM_MANAGE("platform.manage");

    private final String text;

    Action(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
