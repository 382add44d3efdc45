package org.sightline.keys.aws.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sightline.tenancy.WorkspaceId;

/** Which key is a workspace's current one, for a minute: a rotation at another node is noticed no later than that. */
final class CurrentKeys {
    private static final long KNOWN_NANOS = 60_000_000_000L;
    private static final int MOST = 10_000;

    private record Place(WorkspaceId workspace, String awsRegion) {}

    private record Known(String arn, long since) {}

    private final Map<Place, Known> known = new LinkedHashMap<>(16, 0.75f, true);

    synchronized Optional<String> get(WorkspaceId workspace, String awsRegion, long now) {
        return Optional.ofNullable(known.get(new Place(workspace, awsRegion)))
                .filter(found -> now - found.since() < KNOWN_NANOS)
                .map(Known::arn);
    }

    synchronized void put(WorkspaceId workspace, String awsRegion, String arn, long now) {
        known.put(new Place(workspace, awsRegion), new Known(arn, now));
        if (known.size() > MOST) {
            known.remove(known.keySet().iterator().next());
        }
    }

    synchronized void forget(WorkspaceId workspace) {
        known.keySet().removeIf(place -> place.workspace().equals(workspace));
    }
}
