package org.sightline.tenancy.internal;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.InvalidNameException;
import org.sightline.tenancy.Names;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.TenancyException;
import org.sightline.tenancy.Workspace;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.Workspaces;
import org.sightline.tenancy.spi.WorkspaceStore;

/** Workspaces over their store. */
@Component
public final class StoredWorkspaces implements Workspaces {
    private static final Pattern SETTING_KEY = Pattern.compile("[a-z.-]{1,60}");
    private static final int LONGEST_VALUE = 2_000;

    private final WorkspaceStore store;
    private final Announcements announcements;
    private final Clock clock;

    @Activate
    public StoredWorkspaces(@Reference WorkspaceStore store, @Reference Announcements announcements) {
        this(store, announcements, Clock.systemUTC());
    }

    StoredWorkspaces(WorkspaceStore store, Announcements announcements, Clock clock) {
        this.store = store;
        this.announcements = announcements;
        this.clock = clock;
    }

    @Override
    public Workspace create(Caller operator, String name, String displayName, String region) {
        Workspace workspace = new Workspace(
                WorkspaceId.fresh(), name, displayName, region, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        if (!store.insert(workspace)) {
            throw new TenancyException("workspace-exists", "there is already a workspace " + name);
        }
        announcements.tell(
                operator, "workspace-created", workspace.id().value(), Map.of("name", name, "region", region));
        return workspace;
    }

    @Override
    public Workspace get(Caller caller) {
        return store.find(caller.workspace())
                .orElseThrow(() -> new TenancyException("no-such-workspace", "there is no " + caller.workspace()));
    }

    @Override
    public Optional<Workspace> byName(Caller operator, String name) {
        return maySeeAll(operator) ? store.findByName(name) : Optional.empty();
    }

    @Override
    public List<Workspace> list(Caller operator) {
        return maySeeAll(operator) ? store.list() : List.of();
    }

    @Override
    public Workspace changeRegion(Caller caller, String region) {
        Names.requireRegion(region);
        Workspace old = get(caller);
        Workspace changed = new Workspace(old.id(), old.name(), old.displayName(), region, old.createdAt());
        if (!old.region().equals(region)) {
            store.update(changed);
            announcements.tell(
                    caller,
                    "workspace-region-changed",
                    old.id().value(),
                    Map.of("previous", old.region(), "region", region));
        }
        return changed;
    }

    @Override
    public Optional<String> setting(Caller caller, String key) {
        return store.setting(caller.workspace(), key);
    }

    @Override
    public void changeSetting(Caller caller, String key, String value) {
        if (key == null || !SETTING_KEY.matcher(key).matches()) {
            throw new InvalidNameException("key", "1 to 60 of a-z . -");
        }
        if (value == null
                || value.length() > LONGEST_VALUE
                || value.codePoints().anyMatch(StoredWorkspaces::isUnsafe)) {
            throw new InvalidNameException("value", "at most 2,000 characters, none a control character");
        }
        Workspace workspace = get(caller);
        String previous = store.setting(workspace.id(), key).orElse("");
        store.putSetting(workspace.id(), key, value);
        announcements.tell(
                caller,
                "setting-changed",
                workspace.id().value(),
                Map.of("key", key, "previous", previous, "value", value));
    }

    private static boolean isUnsafe(int c) {
        return Character.isISOControl(c) && c != '\n' && c != '\t' || Character.getType(c) == Character.SURROGATE;
    }

    private static boolean maySeeAll(Caller caller) {
        return caller.is(Role.OPERATOR) || caller.is(Role.PLATFORM);
    }
}
