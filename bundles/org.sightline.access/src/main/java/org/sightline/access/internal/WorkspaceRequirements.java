package org.sightline.access.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.Workspaces;

/** The policies that each workspace requires, kept as a setting; read anew twice a second, since every request asks. */
final class WorkspaceRequirements {
    private static final String KEY = "access.required";
    private static final long LASTS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int MOST_KEPT = 10_000;

    private final Workspaces workspaces;
    private final LongSupplier nanos;
    private final Map<WorkspaceId, Known> known = new ConcurrentHashMap<>();

    private record Known(Set<String> names, long at) {}

    WorkspaceRequirements(Workspaces workspaces, LongSupplier nanos) {
        this.workspaces = workspaces;
        this.nanos = nanos;
    }

    Set<String> of(Caller caller) {
        if (caller.workspace().equals(WorkspaceId.PLATFORM)) {
            return Set.of();
        }
        long now = nanos.getAsLong();
        Known last = known.get(caller.workspace());
        if (last == null || now - last.at() > LASTS) {
            last = keep(caller.workspace(), read(caller), now);
        }
        return last.names();
    }

    void change(Caller caller, Set<String> names) {
        workspaces.changeSetting(caller, KEY, String.join(" ", new TreeSet<>(names)));
        keep(caller.workspace(), Set.copyOf(names), nanos.getAsLong());
    }

    private Set<String> read(Caller caller) {
        String text = workspaces.setting(caller, KEY).orElse("");
        return text.isBlank() ? Set.of() : Set.copyOf(List.of(text.split(" ")));
    }

    private Known keep(WorkspaceId workspace, Set<String> names, long now) {
        if (known.size() >= MOST_KEPT) {
            known.clear();
        }
        Known read = new Known(names, now);
        known.put(workspace, read);
        return read;
    }
}
