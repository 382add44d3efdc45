package org.sightline.persistence.internal.rows;

import java.io.Serializable;
import java.util.Objects;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.IdClass;
import javax.persistence.Table;
import org.sightline.storage.RegionChangeId;
import org.sightline.storage.spi.MovedObject;
import org.sightline.tenancy.WorkspaceId;

/** An object that a change of region has copied. */
@Entity
@IdClass(MovedObjectRow.Key.class)
@Table(name = "region_change_objects")
public class MovedObjectRow {
    @Id
    @Column(name = "workspace")
    private String workspace;

    @Id
    @Column(name = "region_change")
    private String regionChange;

    @Id
    @Column(name = "path")
    private String path;

    @Column(name = "owner_name")
    private String owner;

    @Column(name = "set_name")
    private String set;

    @Column(name = "length")
    private long length;

    @Column(name = "sha256")
    private String sha256;

    @Column(name = "from_region")
    private String fromRegion;

    @Column(name = "from_backend")
    private String fromBackend;

    @Column(name = "to_backend")
    private String toBackend;

    protected MovedObjectRow() {}

    public MovedObjectRow(WorkspaceId workspace, RegionChangeId regionChange, MovedObject moved) {
        this.workspace = workspace.value();
        this.regionChange = regionChange.value();
        path = moved.path();
        change(moved);
    }

    public void change(MovedObject moved) {
        owner = moved.owner();
        set = moved.set();
        length = moved.length();
        sha256 = moved.sha256();
        fromRegion = moved.fromRegion();
        fromBackend = moved.fromBackend();
        toBackend = moved.toBackend();
    }

    public MovedObject value() {
        return new MovedObject(owner, set, path, length, sha256, fromRegion, fromBackend, toBackend);
    }

    /** Workspace, change, path. */
    public static class Key implements Serializable {
        private static final long serialVersionUID = 1L;
        private String workspace;
        private String regionChange;
        private String path;

        public Key() {}

        public Key(WorkspaceId workspace, RegionChangeId regionChange, String path) {
            this.workspace = workspace.value();
            this.regionChange = regionChange.value();
            this.path = path;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key that
                    && Objects.equals(workspace, that.workspace)
                    && Objects.equals(regionChange, that.regionChange)
                    && Objects.equals(path, that.path);
        }

        @Override
        public int hashCode() {
            return Objects.hash(workspace, regionChange, path);
        }
    }
}
