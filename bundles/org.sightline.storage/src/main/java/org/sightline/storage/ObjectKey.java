package org.sightline.storage;

import java.util.Objects;
import java.util.regex.Pattern;
import org.sightline.tenancy.WorkspaceId;

/**
 * The name of an object: workspace, group (for example a recording's id) and name in the group.
 *
 * @param group 1 to 80 of {@code [A-Za-z0-9_-]}
 * @param name 1 to 80 of {@code [A-Za-z0-9_.-]}, not starting with a dot
 */
public record ObjectKey(WorkspaceId workspace, String group, String name) {
    private static final Pattern GROUP = Pattern.compile("[A-Za-z0-9_-]{1,80}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,79}");

    public ObjectKey {
        Objects.requireNonNull(workspace, "workspace");
        if (group == null || !GROUP.matcher(group).matches()) {
            throw new IllegalArgumentException("object group: 1 to 80 letters, digits, _ or -");
        }
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("object name: 1 to 80 letters, digits, _ - or .");
        }
    }

    /** {@code workspace/group/name}. */
    public String path() {
        return workspace.value() + "/" + group + "/" + name;
    }

    /** Reads {@link #path()}. */
    public static ObjectKey parse(String path) {
        String[] parts = path.split("/", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("an object's path has three parts");
        }
        return new ObjectKey(new WorkspaceId(parts[0]), parts[1], parts[2]);
    }
}
