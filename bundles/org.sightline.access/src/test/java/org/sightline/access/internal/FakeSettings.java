package org.sightline.access.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Workspace;
import org.sightline.tenancy.Workspaces;

/** Keeps settings in memory. */
final class FakeSettings implements Workspaces {
    private final Map<List<String>, String> values = new ConcurrentHashMap<>();
    boolean away;
    int reads;

    @Override
    public Workspace create(Caller operator, String name, String displayName, String region) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Workspace get(Caller caller) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Workspace> byName(Caller operator, String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Workspace> list(Caller operator) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Workspace changeRegion(Caller caller, String region) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> setting(Caller caller, String key) {
        reads++;
        if (away) {
            throw new IllegalStateException("no database");
        }
        return Optional.ofNullable(values.get(List.of(caller.workspace().value(), key)));
    }

    @Override
    public void changeSetting(Caller caller, String key, String value) {
        values.put(List.of(caller.workspace().value(), key), value);
    }
}
