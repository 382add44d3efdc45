package org.sightline.persistence.internal.rows;

import java.io.Serializable;
import java.util.Objects;
import javax.persistence.Column;
import javax.persistence.Embeddable;
import org.sightline.tenancy.WorkspaceId;

/** The key of a part of something: workspace, whose part, number. */
@Embeddable
public class NumberedKey implements Serializable {
    private static final long serialVersionUID = 1L;

    @Column(name = "workspace")
    private String workspace;

    @Column(name = "owner")
    private String owner;

    @Column(name = "number")
    private int number;

    public NumberedKey() {}

    public NumberedKey(WorkspaceId workspace, String owner, int number) {
        this.workspace = workspace.value();
        this.owner = owner;
        this.number = number;
    }

    public WorkspaceId workspace() {
        return new WorkspaceId(workspace);
    }

    public String owner() {
        return owner;
    }

    public int number() {
        return number;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NumberedKey that
                && Objects.equals(workspace, that.workspace)
                && Objects.equals(owner, that.owner)
                && number == that.number;
    }

    @Override
    public int hashCode() {
        return Objects.hash(workspace, owner, number);
    }
}
