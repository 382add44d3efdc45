package org.sightline.persistence.internal.rows;

import java.io.Serializable;
import java.util.Objects;
import javax.persistence.Column;
import javax.persistence.Embeddable;
import org.sightline.tenancy.WorkspaceId;

/** The key of a row: its workspace first. */
@Embeddable
public class RowKey implements Serializable {
    private static final long serialVersionUID = 1L;

    @Column(name = "workspace")
    private String workspace;

    @Column(name = "id")
    private String id;

    public RowKey() {}

    public RowKey(WorkspaceId workspace, String id) {
        this.workspace = workspace.value();
        this.id = id;
    }

    public WorkspaceId workspace() {
        return new WorkspaceId(workspace);
    }

    public String id() {
        return id;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowKey that && Objects.equals(workspace, that.workspace) && Objects.equals(id, that.id);
    }

    @Override
    public int hashCode() {
        return Objects.hash(workspace, id);
    }
}
