package org.sightline.tenancy.internal;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.TenancyException;
import org.sightline.tenancy.User;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.Users;
import org.sightline.tenancy.Workspace;
import org.sightline.tenancy.Workspaces;
import org.sightline.tenancy.spi.SessionStore;
import org.sightline.tenancy.spi.UserStore;

/** Users over their store. */
@Component
public final class StoredUsers implements Users {
    private final UserStore store;
    private final SessionStore sessions;
    private final Workspaces workspaces;
    private final Credentials credentials;
    private final Announcements announcements;
    private final Clock clock;

    /** Reading a user and replacing it is one step: of two administrators who deactivate each other one remains. */
    private final Object changes = new Object();

    @Activate
    public StoredUsers(
            @Reference UserStore store,
            @Reference SessionStore sessions,
            @Reference Workspaces workspaces,
            @Reference Credentials credentials,
            @Reference Announcements announcements) {
        this(store, sessions, workspaces, credentials, announcements, Clock.systemUTC());
    }

    StoredUsers(
            UserStore store,
            SessionStore sessions,
            Workspaces workspaces,
            Credentials credentials,
            Announcements announcements,
            Clock clock) {
        this.store = store;
        this.sessions = sessions;
        this.workspaces = workspaces;
        this.credentials = credentials;
        this.announcements = announcements;
        this.clock = clock;
    }

    @Override
    public NewUser add(Caller caller, String name, String displayName, Role role) {
        Workspace workspace = workspaces.get(caller);
        User user = new User(
                UserId.fresh(),
                workspace.id(),
                name,
                displayName,
                role,
                true,
                false,
                true,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        String password = OneTimePassword.fresh();
        if (!store.insert(user, credentials.hash(password.toCharArray()))) {
            throw new TenancyException("user-exists", "there is already a user " + name);
        }
        announcements.tell(caller, "user-added", user.id().value(), Map.of("role", role.name()));
        return new NewUser(user, password);
    }

    @Override
    public User get(Caller caller, UserId id) {
        return store.find(caller.workspace(), id).orElseThrow(() -> noSuchUser(id.value()));
    }

    @Override
    public User byName(Caller caller, String name) {
        return store.findByName(caller.workspace(), name).orElseThrow(() -> noSuchUser("user of this name"));
    }

    @Override
    public List<User> list(Caller caller) {
        return store.list(caller.workspace());
    }

    @Override
    public User setActive(Caller caller, UserId id, boolean active) {
        Changed changed = change(caller, id, old -> with(old, active, old.authorisedToReview()));
        if (changed.any()) {
            // A sign-in may have slipped in beside the deactivation: reactivation must not bring its session to life.
            sessions.deleteOfUser(caller.workspace(), id);
            announcements.tell(caller, active ? "user-reactivated" : "user-deactivated", id.value(), Map.of());
        }
        return changed.now();
    }

    @Override
    public User setAuthorisedToReview(Caller caller, UserId id, boolean authorised) {
        Changed changed = change(caller, id, old -> with(old, old.active(), authorised));
        if (changed.any()) {
            announcements.tell(
                    caller, "user-review-changed", id.value(), Map.of("authorised", String.valueOf(authorised)));
        }
        return changed.now();
    }

    @Override
    public NewUser resetPassword(Caller caller, UserId id) {
        get(caller, id);
        String password = OneTimePassword.fresh();
        putPassword(caller, id, password.toCharArray(), true);
        sessions.deleteOfUser(caller.workspace(), id);
        announcements.tell(caller, "password-reset", id.value(), Map.of());
        return new NewUser(get(caller, id), password);
    }

    @Override
    public void changePassword(Caller caller, char[] current, char[] next, Optional<String> token) {
        User user = ownUser(caller);
        Workspace workspace = workspaces.get(caller);
        credentials.succeeded(credentials
                .check(workspace.id(), workspace.name(), user.name(), current)
                .orElseThrow(() -> new TenancyException("wrong-credentials", "the current password is wrong")));
        credentials.oneOfFew(() -> PasswordRule.require(next, user, workspace));
        if (Arrays.equals(current, next)) {
            throw new TenancyException("password-too-weak", "the new password is the old one");
        }
        putPassword(caller, user.id(), next, false);
        SessionToken.endOthers(sessions, user, token);
        announcements.tell(caller, "password-changed", user.id().value(), Map.of());
    }

    private record Changed(boolean any, User now) {}

    private Changed change(Caller caller, UserId id, UnaryOperator<User> change) {
        synchronized (changes) {
            User old = get(caller, id);
            User next = change.apply(old);
            if (old.active() && !next.active()) {
                requireAnotherAdministrator(caller, old);
            }
            if (!next.equals(old)) {
                store.update(next);
            }
            return new Changed(!next.equals(old), next);
        }
    }

    private void requireAnotherAdministrator(Caller caller, User leaving) {
        boolean another = list(caller).stream()
                .anyMatch(u -> u.role() == Role.ADMINISTRATOR && u.active() && !u.id().equals(leaving.id()));
        if (leaving.role() == Role.ADMINISTRATOR && !another) {
            throw new TenancyException("last-administrator", "a workspace keeps at least one active administrator");
        }
    }

    private void putPassword(Caller caller, UserId id, char[] password, boolean changeDue) {
        String hash = credentials.hash(password);
        synchronized (changes) {
            store.putPasswordHash(caller.workspace(), id, hash, changeDue);
        }
    }

    private User ownUser(Caller caller) {
        try {
            return get(caller, new UserId(caller.subject()));
        } catch (IllegalArgumentException e) {
            throw noSuchUser(caller.subject());
        }
    }

    private static User with(User old, boolean active, boolean authorisedToReview) {
        return new User(
                old.id(),
                old.workspace(),
                old.name(),
                old.displayName(),
                old.role(),
                active,
                authorisedToReview,
                old.passwordChangeDue(),
                old.createdAt());
    }

    private static TenancyException noSuchUser(String what) {
        return new TenancyException("no-such-user", "there is no " + what);
    }
}
