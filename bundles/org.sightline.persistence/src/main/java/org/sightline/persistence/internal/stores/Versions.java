package org.sightline.persistence.internal.stores;

import javax.persistence.EntityManager;
import org.sightline.tenancy.WorkspaceId;

/** Optimistic locking. */
final class Versions {
    private Versions() {}

    /**
     * Compares and sets in one statement, which keeps the row locked until the transaction ends. It is SQL because a JPQL
     * update compares in a subquery, which sees the row as it was before another transaction changed it.
     *
     * @return false if the stored version is not the one before {@code next}
     */
    static boolean advance(EntityManager em, String table, WorkspaceId workspace, String id, long next) {
        return em.createNativeQuery(
                                "update " + table + " set version = ? where workspace = ? and id = ? and version = ?")
                        .setParameter(1, next)
                        .setParameter(2, workspace.value())
                        .setParameter(3, id)
                        .setParameter(4, next - 1)
                        .executeUpdate()
                == 1;
    }
}
