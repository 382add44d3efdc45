package org.sightline.keys.internal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Workspace;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.Workspaces;

/** Workspaces that exist as soon as somebody speaks of them. */
final class FakeWorkspaces implements Workspaces {
    static final String REGION = "ca-central-1";
    private final Map<WorkspaceId, Map<String, String>> settings = new ConcurrentHashMap<>();

    @Override
    public Workspace create(Caller operator, String name, String displayName, String region) {
        throw new UnsupportedOperationException("not here");
    }

    @Override
    public Workspace get(Caller caller) {
        return new Workspace(caller.workspace(), "acme", "Acme", REGION, Instant.EPOCH);
    }

    @Override
    public Optional<Workspace> byName(Caller operator, String name) {
        return Optional.empty();
    }

    @Override
    public List<Workspace> list(Caller operator) {
        return settings.keySet().stream().map(id -> get(Caller.platform(id))).toList();
    }

    @Override
    public Workspace changeRegion(Caller caller, String region) {
        throw new UnsupportedOperationException("not here");
    }

    @Override
    public Optional<String> setting(Caller caller, String key) {
        return Optional.ofNullable(
                settings.getOrDefault(caller.workspace(), Map.of()).get(key));
    }

    @Override
    public void changeSetting(Caller caller, String key, String value) {
        settings.computeIfAbsent(caller.workspace(), id -> new ConcurrentHashMap<>())
                .put(key, value);
    }
}
