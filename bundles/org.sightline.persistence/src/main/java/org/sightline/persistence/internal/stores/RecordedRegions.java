package org.sightline.persistence.internal.stores;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.persistence.EntityManager;
import org.sightline.recording.RecordingState;
import org.sightline.tenancy.WorkspaceId;

/**
 * The regions of a workspace's recordings. They are few, so they are looked up one after the other in the index. Here and in
 * the other stores of recordings, queries are ordered by all columns of the index they shall read, also by those that are
 * the same in every row: H2 only then reads no further than it must.
 */
final class RecordedRegions {
    private RecordedRegions() {}

    /** Those of recordings that have not failed, by name. */
    static List<String> of(EntityManager em, WorkspaceId workspace) {
        List<String> regions = new ArrayList<>();
        Optional<String> next = after(em, workspace, "");
        while (next.isPresent()) {
            if (holdsAny(em, workspace, next.get())) {
                regions.add(next.get());
            }
            next = after(em, workspace, next.get());
        }
        return regions;
    }

    /** The same without one. */
    static List<String> except(EntityManager em, WorkspaceId workspace, String region) {
        return of(em, workspace).stream().filter(other -> !other.equals(region)).toList();
    }

    private static Optional<String> after(EntityManager em, WorkspaceId workspace, String region) {
        return em
                .createQuery(
                        "select r.region from RecordingRow r where r.key.workspace = :workspace and r.region > :region"
                                + " order by r.key.workspace, r.region, r.startedAt",
                        String.class)
                .setParameter("workspace", workspace.value())
                .setParameter("region", Successors.of(region))
                .setMaxResults(1)
                .getResultList()
                .stream()
                .findFirst();
    }

    private static boolean holdsAny(EntityManager em, WorkspaceId workspace, String region) {
        return !em.createQuery(
                        "select r.key.id from RecordingRow r where r.key.workspace = :workspace and r.region = :region"
                                + " and r.state <> :failed order by r.key.workspace, r.region, r.startedAt",
                        String.class)
                .setParameter("workspace", workspace.value())
                .setParameter("region", region)
                .setParameter("failed", RecordingState.FAILED.name())
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }
}
