package org.sightline.tenancy.spi;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sightline.tenancy.Workspace;
import org.sightline.tenancy.WorkspaceId;

/** Workspaces of a test. */
public final class InMemoryWorkspaceStore implements WorkspaceStore {
    private final Map<WorkspaceId, Workspace> workspaces = new ConcurrentHashMap<>();
    private final Map<List<String>, String> settings = new ConcurrentHashMap<>();

    @Override
    public synchronized boolean insert(Workspace workspace) {
        if (findByName(workspace.name()).isPresent()) {
            return false;
        }
        return workspaces.putIfAbsent(workspace.id(), workspace) == null;
    }

    @Override
    public Optional<Workspace> find(WorkspaceId id) {
        return Optional.ofNullable(workspaces.get(id));
    }

    @Override
    public Optional<Workspace> findByName(String name) {
        return workspaces.values().stream().filter(w -> w.name().equals(name)).findFirst();
    }

    @Override
    public List<Workspace> list() {
        return workspaces.values().stream()
                .sorted(Comparator.comparing(Workspace::name))
                .toList();
    }

    @Override
    public boolean update(Workspace workspace) {
        return workspaces.computeIfPresent(
                        workspace.id(),
                        (id, old) -> new Workspace(
                                id, old.name(), workspace.displayName(), workspace.region(), old.createdAt()))
                != null;
    }

    @Override
    public Optional<String> setting(WorkspaceId id, String key) {
        return Optional.ofNullable(settings.get(List.of(id.value(), key)));
    }

    @Override
    public void putSetting(WorkspaceId id, String key, String value) {
        settings.put(List.of(id.value(), key), value);
    }
}
