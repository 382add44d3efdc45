package org.sightline.persistence.internal.rows;

import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.Table;
import org.sightline.tenancy.Workspace;
import org.sightline.tenancy.WorkspaceId;

/** A workspace. */
@Entity
@Table(name = "workspaces")
public class WorkspaceRow {
    @Id
    @Column(name = "workspace")
    private String id;

    @Column(name = "name")
    private String name;

    @Column(name = "display_name")
    private String displayName;

    @Column(name = "region")
    private String region;

    @Column(name = "created_at")
    private long createdAt;

    protected WorkspaceRow() {}

    public WorkspaceRow(Workspace workspace) {
        id = workspace.id().value();
        name = workspace.name();
        createdAt = Nanos.of(workspace.createdAt());
        change(workspace);
    }

    /** Takes over what may change. */
    public void change(Workspace workspace) {
        displayName = workspace.displayName();
        region = workspace.region();
    }

    public Workspace value() {
        return new Workspace(new WorkspaceId(id), name, displayName, region, Nanos.instant(createdAt));
    }
}
