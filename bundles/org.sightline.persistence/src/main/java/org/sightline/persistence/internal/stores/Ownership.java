package org.sightline.persistence.internal.stores;

import org.sightline.tenancy.WorkspaceId;

/** That a row is only ever written into the workspace on whose behalf it is written. */
final class Ownership {
    private Ownership() {}

    static void require(WorkspaceId workspace, WorkspaceId... owners) {
        for (WorkspaceId owner : owners) {
            if (!owner.equals(workspace)) {
                throw new IllegalArgumentException("it belongs to another workspace");
            }
        }
    }
}
