package org.sightline.tenancy.internal;

import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.TenancyException;
import org.sightline.tenancy.User;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.Users;
import org.sightline.tenancy.Users.NewUser;
import org.sightline.tenancy.Workspace;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.Workspaces;

/**
 * Creates the first workspace and its administrator when there is none, and shows the one-time password once, on standard
 * output. A crash after the workspace and before the administrator is made good at the next start; after a crash before
 * the password was shown, an operator resets it at the console.
 */
@Component(service = FirstBoot.class, immediate = true, configurationPid = TenancyConfig.PID)
public final class FirstBoot {

    @Activate
    public FirstBoot(@Reference Workspaces workspaces, @Reference Users users, TenancyConfig config) {
        this(workspaces, users, config, System.out);
    }

    FirstBoot(Workspaces workspaces, Users users, TenancyConfig config, PrintStream out) {
        requireValid(config);
        Caller platform = Caller.platform(WorkspaceId.PLATFORM);
        try {
            List<Workspace> existing = workspaces.list(platform);
            if (existing.isEmpty()) {
                Workspace first = workspaces.create(
                        platform, config.firstWorkspace(), config.firstWorkspaceDisplayName(), config.region());
                existing = List.of(first);
            }
            Caller inFirst = Caller.platform(existing.get(0).id());
            if (existing.size() == 1 && users.list(inFirst).isEmpty()) {
                show(existing.get(0), addAdministrator(users, inFirst, config), out);
            }
        } catch (TenancyException e) {
            if (!e.code().endsWith("-exists")) { // else another node was first, and showed it
                throw e;
            }
        }
    }

    private static NewUser addAdministrator(Users users, Caller caller, TenancyConfig config) {
        return users.add(caller, config.firstAdministrator(), "Administrator", Role.ADMINISTRATOR);
    }

    private static void show(Workspace workspace, NewUser administrator, PrintStream out) {
        out.println(String.join(
                System.lineSeparator(),
                "",
                "  Sightline is ready for its first sign-in. This is shown once:",
                "    workspace          " + workspace.name(),
                "    user               " + administrator.user().name(),
                "    one-time password  " + administrator.oneTimePassword(),
                ""));
        out.flush();
    }

    private static void requireValid(TenancyConfig config) {
        try {
            Workspace workspace = new Workspace(
                    WorkspaceId.PLATFORM,
                    config.firstWorkspace(),
                    config.firstWorkspaceDisplayName(),
                    config.region(),
                    Instant.EPOCH);
            new User(
                    UserId.fresh(),
                    workspace.id(),
                    config.firstAdministrator(),
                    "Administrator",
                    Role.ADMINISTRATOR,
                    true,
                    false,
                    true,
                    Instant.EPOCH);
        } catch (TenancyException e) {
            throw new IllegalArgumentException(
                    TenancyConfig.PID + ": firstWorkspace, firstWorkspaceDisplayName, region or firstAdministrator: "
                            + e.getMessage(),
                    e);
        }
    }
}
