package org.sightline.persistence.internal.rows;

import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.Table;
import org.sightline.tenancy.WorkspaceId;

/** The end of a workspace's chain. */
@Entity
@Table(name = "audit_heads")
public class AuditHeadRow {
    @Id
    @Column(name = "workspace")
    private String workspace;

    @Column(name = "last_sequence")
    private long lastSequence;

    protected AuditHeadRow() {}

    public AuditHeadRow(WorkspaceId workspace, long lastSequence) {
        this.workspace = workspace.value();
        this.lastSequence = lastSequence;
    }

    public long lastSequence() {
        return lastSequence;
    }
}
