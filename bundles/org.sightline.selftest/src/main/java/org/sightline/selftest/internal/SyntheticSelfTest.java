package org.sightline.selftest.internal;

import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sightline.access.ReviewPolicies;
import org.sightline.access.ReviewPolicies.ReviewPolicy;
import org.sightline.calls.CallSessions;
import org.sightline.calls.Calls;
import org.sightline.recording.Recordings;
import org.sightline.selftest.SelfTest;
import org.sightline.storage.Storage;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.TenancyException;
import org.sightline.tenancy.User;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.Users;
import org.sightline.tenancy.Workspace;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.Workspaces;

/** Tests the platform with two synthetic participants. */
@Component
public final class SyntheticSelfTest implements SelfTest {
    private static final String WORKSPACE = "self-test";
    private static final String FALLBACK_REGION = "ca-central-1";

    private final Platform platform;
    private final ReviewPolicies policies;
    private final Sample sample = Sample.load();

    @Activate
    public SyntheticSelfTest(
            @Reference Workspaces workspaces,
            @Reference Users users,
            @Reference ReviewPolicies policies,
            @Reference Storage storage,
            @Reference Calls calls,
            @Reference CallSessions sessions,
            @Reference Recordings recordings) {
        platform = new Platform(workspaces, users, storage, calls, sessions, recordings);
        this.policies = policies;
    }

    @Override
    public Report run(Options options, Consumer<Step> progress) {
        return new SelfTestRun(platform, options, sample, progress).run();
    }

    @Override
    public Report run(int seconds, Consumer<Step> progress) {
        Workspace workspace = workspace();
        Caller operator = Caller.operator(workspace.id());
        if (policies.get(operator) != ReviewPolicy.ADMINISTRATORS) {
            policies.change(operator, ReviewPolicy.ADMINISTRATORS);
        }
        UserId technician = user(operator, "technician", Role.TECHNICIAN);
        UserId administrator = user(operator, "administrator", Role.ADMINISTRATOR);
        return run(new Options(workspace.id(), technician, administrator, seconds), progress);
    }

    private Workspace workspace() {
        Caller operator = Caller.operator(WorkspaceId.PLATFORM);
        return platform.workspaces()
                .byName(operator, WORKSPACE)
                .orElseGet(() -> platform.workspaces().create(operator, WORKSPACE, "Self-test", region()));
    }

    private String region() {
        return platform.storage().regions().stream()
                .filter(Storage.Region::ready)
                .map(Storage.Region::name)
                .findFirst()
                .orElse(FALLBACK_REGION);
    }

    /** Nobody can sign in as one of these: nobody is told the one-time password. */
    private UserId user(Caller operator, String name, Role role) {
        try {
            User existing = platform.users().byName(operator, name);
            return existing.active()
                    ? existing.id()
                    : platform.users().setActive(operator, existing.id(), true).id();
        } catch (TenancyException e) {
            if (!e.code().equals("no-such-user")) {
                throw e;
            }
            return platform.users()
                    .add(operator, name, "Self-test " + name, role)
                    .user()
                    .id();
        }
    }
}
