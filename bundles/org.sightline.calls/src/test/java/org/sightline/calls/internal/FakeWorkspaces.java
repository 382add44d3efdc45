package org.sightline.calls.internal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Workspace;
import org.sightline.tenancy.Workspaces;

/** Every workspace exists and keeps its recordings where the test says. */
final class FakeWorkspaces implements Workspaces {
    String region = "ca-central-1";

    @Override
    public Workspace get(Caller caller) {
        return new Workspace(caller.workspace(), "acme", "Acme Heating", region, Instant.EPOCH);
    }

    @Override
    public Workspace create(Caller operator, String name, String displayName, String where) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Workspace> byName(Caller operator, String name) {
        return Optional.empty();
    }

    @Override
    public List<Workspace> list(Caller operator) {
        return List.of();
    }

    @Override
    public Workspace changeRegion(Caller caller, String next) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> setting(Caller caller, String key) {
        return Optional.empty();
    }

    @Override
    public void changeSetting(Caller caller, String key, String value) {
        throw new UnsupportedOperationException();
    }
}
