package org.sightline.shell.internal;

import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.sightline.tenancy.User;
import org.sightline.tenancy.Users;

/** Names of the users of the workspace. */
@Service
public final class UserCompleter extends PlatformCompleter {
    @Reference
    Users users;

    @Override
    Stream<String> candidates(CommandLine line) {
        return operator(line).stream()
                .flatMap(operator -> users.list(operator).stream())
                .map(User::name);
    }
}
