package org.sightline.calls.internal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.TenancyException;
import org.sightline.tenancy.User;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.Users;
import org.sightline.tenancy.WorkspaceId;

/** Users without passwords. */
final class FakeUsers implements Users {
    private final Map<UserId, User> users = new LinkedHashMap<>();

    User add(WorkspaceId workspace, String name, Role role) {
        User user = new User(UserId.fresh(), workspace, name, "The " + name, role, true, false, false, Instant.EPOCH);
        users.put(user.id(), user);
        return user;
    }

    @Override
    public User get(Caller caller, UserId id) {
        User user = users.get(id);
        if (user == null || !user.workspace().equals(caller.workspace())) {
            throw new TenancyException("no-such-user", "no such user");
        }
        return user;
    }

    @Override
    public NewUser add(Caller caller, String name, String displayName, Role role) {
        throw new UnsupportedOperationException();
    }

    @Override
    public User byName(Caller caller, String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<User> list(Caller caller) {
        return List.copyOf(users.values());
    }

    @Override
    public User setActive(Caller caller, UserId id, boolean active) {
        throw new UnsupportedOperationException();
    }

    @Override
    public User setAuthorisedToReview(Caller caller, UserId id, boolean authorised) {
        throw new UnsupportedOperationException();
    }

    @Override
    public NewUser resetPassword(Caller caller, UserId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void changePassword(Caller caller, char[] current, char[] next, Optional<String> keptToken) {
        throw new UnsupportedOperationException();
    }
}
