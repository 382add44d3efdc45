package org.sightline.persistence.internal.rows;

import java.io.Serializable;
import java.util.Objects;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.IdClass;
import javax.persistence.Table;
import org.sightline.audit.Checkpoint;
import org.sightline.audit.spi.CheckpointStore.Kept;
import org.sightline.tenancy.WorkspaceId;

/** A signed checkpoint of a workspace's chain. */
@Entity
@IdClass(AuditCheckpointRow.Key.class)
@Table(name = "audit_checkpoints")
public class AuditCheckpointRow {
    @Id
    @Column(name = "workspace")
    private String workspace;

    @Id
    @Column(name = "tree_size")
    private long size;

    @Column(name = "root")
    private String root;

    @Column(name = "last_hash")
    private String lastHash;

    @Column(name = "at")
    private long at;

    @Column(name = "public_key")
    private String publicKey;

    @Column(name = "signature")
    private String signature;

    @Column(name = "edge")
    private String edge;

    protected AuditCheckpointRow() {}

    public AuditCheckpointRow(Kept kept) {
        Checkpoint checkpoint = kept.checkpoint();
        workspace = checkpoint.workspace().value();
        size = checkpoint.size();
        root = checkpoint.root();
        lastHash = checkpoint.lastHash();
        at = Nanos.of(checkpoint.at());
        publicKey = checkpoint.publicKey();
        signature = checkpoint.signature();
        edge = kept.edge();
    }

    public Checkpoint value() {
        return new Checkpoint(
                new WorkspaceId(workspace), size, root, lastHash, Nanos.instant(at), publicKey, signature);
    }

    public String edge() {
        return edge;
    }

    /** Workspace, size. */
    public static class Key implements Serializable {
        private static final long serialVersionUID = 1L;
        private String workspace;
        private long size;

        public Key() {}

        @Override
        public boolean equals(Object other) {
            return other instanceof Key that && Objects.equals(workspace, that.workspace) && size == that.size;
        }

        @Override
        public int hashCode() {
            return Objects.hash(workspace, size);
        }
    }
}
