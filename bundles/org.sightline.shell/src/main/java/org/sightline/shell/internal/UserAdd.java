package org.sightline.shell.internal;

import java.io.PrintStream;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.sightline.access.Action;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.InvalidNameException;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.Users;

/** Adds a user with a one-time password. */
@Service
@Command(
        scope = "sightline",
        name = "user-add",
        description = "Adds a user with a one-time password",
        detailedDescription =
                "Example: sightline:user-add north ada \"Ada Martin\" administrator. The password is shown once.")
public final class UserAdd extends PlatformCommand {
    @Reference
    Users users;

    @Argument(index = 0, name = "workspace", description = "Name of the workspace", required = true)
    @Completion(WorkspaceCompleter.class)
    String workspace;

    @Argument(index = 1, name = "name", description = "Typed at sign-in, or an e-mail address", required = true)
    @Completion(AnyTextCompleter.class)
    String name;

    @Argument(index = 2, name = "displayName", description = "As people read it", required = true)
    @Completion(AnyTextCompleter.class)
    String displayName;

    @Argument(index = 3, name = "role", description = "administrator, supervisor or technician", required = true)
    @Completion(
            value = StringsCompleter.class,
            values = {"administrator", "supervisor", "technician"})
    String role;

    @Override
    void run(PrintStream out) {
        Caller operator = operator(workspace, Action.USERS_MANAGE);
        Users.NewUser added = users.add(operator, name, displayName, role());
        out.println("user " + added.user().name() + " added: " + added.user().id());
        out.println("one-time password: " + added.oneTimePassword());
    }

    private Role role() {
        try {
            return Role.valueOf(role.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new InvalidNameException("role", "administrator, supervisor or technician");
        }
    }
}
