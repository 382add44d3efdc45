package org.sightline.persistence.internal.stores;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.persistence.EntityManager;
import org.sightline.keys.Keys;
import org.sightline.tenancy.WorkspaceId;

/**
 * Under which keys a workspace's recordings of a region are wrapped. There are few, so they are looked up one after the other
 * in the index; what is wrapped under one of them is then a stretch of that index.
 */
final class KeyVersions {
    /** Of the recordings' own keys. */
    static final KeyVersions OF_KEYS = new KeyVersions("r.keyProvider", "r.keyVersion");

    /** Of the copies in their sidecars. */
    static final KeyVersions OF_SIDECARS = new KeyVersions("r.sidecarKeyProvider", "r.sidecarKeyVersion");

    private final String provider;
    private final String version;

    private KeyVersions(String provider, String version) {
        this.provider = provider;
        this.version = version;
    }

    /** A condition with the parameters {@code provider} and {@code version}. */
    String condition() {
        return provider + " = :provider and " + version + " = :version";
    }

    /** By the columns of the index, the recording's id last. */
    String orderById() {
        return order(provider + ", " + version + ", r.key.id");
    }

    private static String order(String columns) {
        return " order by r.key.workspace, r.region, " + columns;
    }

    /** All but the current one. */
    List<Keys.Current> except(EntityManager em, WorkspaceId workspace, String region, Keys.Current current) {
        List<Keys.Current> found = new ArrayList<>();
        Optional<String> holder = after(em, workspace, region, provider, "", "");
        while (holder.isPresent()) {
            String name = holder.get();
            Optional<String> next = after(em, workspace, region, version, "", name);
            while (next.isPresent()) {
                Keys.Current one = new Keys.Current(name, next.get());
                if (!one.equals(current)) {
                    found.add(one);
                }
                next = after(em, workspace, region, version, next.get(), name);
            }
            holder = after(em, workspace, region, provider, name, "");
        }
        return found;
    }

    /** The next value of a column, for one provider or for all. */
    private Optional<String> after(
            EntityManager em, WorkspaceId workspace, String region, String column, String last, String ofProvider) {
        boolean all = ofProvider.isEmpty();
        var query = em.createQuery(
                        "select " + column + " from RecordingRow r where r.key.workspace = :workspace"
                                + " and r.region = :region and " + column + " > :last"
                                + (all ? "" : " and " + provider + " = :provider")
                                + order(all ? provider : provider + ", " + version),
                        String.class)
                .setParameter("workspace", workspace.value())
                .setParameter("region", region)
                .setParameter("last", Successors.of(last))
                .setMaxResults(1);
        if (!all) {
            query.setParameter("provider", ofProvider);
        }
        return query.getResultList().stream().findFirst();
    }
}
