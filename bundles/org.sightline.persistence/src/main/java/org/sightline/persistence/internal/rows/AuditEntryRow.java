package org.sightline.persistence.internal.rows;

import java.io.Serializable;
import java.util.Objects;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.IdClass;
import javax.persistence.Table;
import org.sightline.audit.Audit;
import org.sightline.audit.AuditEntry;
import org.sightline.tenancy.WorkspaceId;

/** A link of a workspace's chain. */
@Entity
@IdClass(AuditEntryRow.Key.class)
@Table(name = "audit_entries")
public class AuditEntryRow {
    @Id
    @Column(name = "workspace")
    private String workspace;

    @Id
    @Column(name = "sequence_number")
    private long sequence;

    @Column(name = "at")
    private long at;

    @Column(name = "subject")
    private String subject;

    @Column(name = "action")
    private String action;

    @Column(name = "resource")
    private String resource;

    @Column(name = "outcome")
    private String outcome;

    @Column(name = "detail")
    private String detail;

    @Column(name = "previous_hash")
    private String previousHash;

    @Column(name = "hash")
    private String hash;

    protected AuditEntryRow() {}

    public AuditEntryRow(AuditEntry entry) {
        workspace = entry.workspace().value();
        sequence = entry.sequence();
        at = Nanos.of(entry.at());
        subject = entry.subject();
        action = entry.action();
        resource = entry.resource();
        outcome = entry.outcome().name();
        detail = Json.of(entry.detail());
        previousHash = entry.previousHash();
        hash = entry.hash();
    }

    public AuditEntry value() {
        return new AuditEntry(
                new WorkspaceId(workspace),
                sequence,
                Nanos.instant(at),
                subject,
                action,
                resource,
                Audit.Outcome.valueOf(outcome),
                Json.texts(detail),
                previousHash,
                hash);
    }

    /** Workspace, sequence number. */
    public static class Key implements Serializable {
        private static final long serialVersionUID = 1L;
        private String workspace;
        private long sequence;

        public Key() {}

        public Key(WorkspaceId workspace, long sequence) {
            this.workspace = workspace.value();
            this.sequence = sequence;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key that && Objects.equals(workspace, that.workspace) && sequence == that.sequence;
        }

        @Override
        public int hashCode() {
            return Objects.hash(workspace, sequence);
        }
    }
}
