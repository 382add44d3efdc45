package org.sightline.rest.internal;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.SecondFactors;
import org.sightline.tenancy.Sessions;
import org.sightline.tenancy.TenancyException;
import org.sightline.tenancy.User;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.Users;
import org.sightline.tenancy.Workspace;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.Workspaces;

/** Workspaces, users and sessions in memory; passwords in the clear. */
final class FakeTenancy {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final String PASSWORD = "correct horse";
    static final String CODE = "123456";

    private final Map<WorkspaceId, Workspace> workspaces = new ConcurrentHashMap<>();
    private final Map<UserId, User> users = new ConcurrentHashMap<>();
    private final Map<UserId, String> passwords = new ConcurrentHashMap<>();
    private final Map<String, UserId> sessions = new ConcurrentHashMap<>();
    private final Set<UserId> confirmed = ConcurrentHashMap.newKeySet();
    private final Set<WorkspaceId> requiring = ConcurrentHashMap.newKeySet();

    Workspace workspace(String name) {
        Workspace workspace = new Workspace(WorkspaceId.fresh(), name, "Company " + name, "ca-central-1", NOW);
        workspaces.put(workspace.id(), workspace);
        return workspace;
    }

    User user(Workspace workspace, String name, Role role) {
        User user = new User(UserId.fresh(), workspace.id(), name, "Person " + name, role, true, false, false, NOW);
        users.put(user.id(), user);
        passwords.put(user.id(), PASSWORD);
        return user;
    }

    String session(User user) {
        String token = "token-" + user.id().value() + "-" + sessions.size();
        sessions.put(token, user.id());
        return token;
    }

    User replace(User old, boolean active, boolean authorised, boolean changeDue) {
        User user = new User(
                old.id(),
                old.workspace(),
                old.name(),
                old.displayName(),
                old.role(),
                active,
                authorised,
                changeDue,
                old.createdAt());
        users.put(user.id(), user);
        return user;
    }

    User find(Caller caller, UserId id) {
        return Optional.ofNullable(users.get(id))
                .filter(user -> user.workspace().equals(caller.workspace()))
                .orElseThrow(() -> new TenancyException("no-such-user", "there is no " + id));
    }

    final Workspaces workspaces() {
        return new Workspaces() {
            @Override
            public Workspace create(Caller operator, String name, String displayName, String region) {
                return workspace(name);
            }

            @Override
            public Workspace get(Caller caller) {
                return workspaces.get(caller.workspace());
            }

            @Override
            public Optional<Workspace> byName(Caller operator, String name) {
                return workspaces.values().stream()
                        .filter(workspace -> workspace.name().equals(name))
                        .findFirst();
            }

            @Override
            public List<Workspace> list(Caller operator) {
                return List.copyOf(workspaces.values());
            }

            @Override
            public Workspace changeRegion(Caller caller, String region) {
                return get(caller);
            }

            @Override
            public Optional<String> setting(Caller caller, String key) {
                return Optional.empty();
            }

            @Override
            public void changeSetting(Caller caller, String key, String value) {
                // no test looks at settings
            }
        };
    }

    Users users() {
        return new Users() {
            @Override
            public NewUser add(Caller caller, String name, String displayName, Role role) {
                Workspace workspace = workspaces.get(caller.workspace());
                boolean taken =
                        list(caller).stream().anyMatch(user -> user.name().equals(name));
                if (taken) {
                    throw new TenancyException("user-exists", "the name is taken");
                }
                User user = new User(UserId.fresh(), workspace.id(), name, displayName, role, true, false, true, NOW);
                users.put(user.id(), user);
                return new NewUser(user, "one-time");
            }

            @Override
            public User get(Caller caller, UserId id) {
                return find(caller, id);
            }

            @Override
            public User byName(Caller caller, String name) {
                return list(caller).stream()
                        .filter(user -> user.name().equals(name))
                        .findFirst()
                        .orElseThrow();
            }

            @Override
            public List<User> list(Caller caller) {
                return users.values().stream()
                        .filter(user -> user.workspace().equals(caller.workspace()))
                        .sorted(Comparator.comparing(User::name))
                        .toList();
            }

            @Override
            public User setActive(Caller caller, UserId id, boolean active) {
                User user = find(caller, id);
                if (!active && user.role() == Role.ADMINISTRATOR) {
                    throw new TenancyException("last-administrator", "one administrator must stay");
                }
                return replace(user, active, user.authorisedToReview(), user.passwordChangeDue());
            }

            @Override
            public User setAuthorisedToReview(Caller caller, UserId id, boolean authorised) {
                User user = find(caller, id);
                return replace(user, user.active(), authorised, user.passwordChangeDue());
            }

            @Override
            public NewUser resetPassword(Caller caller, UserId id) {
                return new NewUser(find(caller, id), "one-time");
            }

            @Override
            public void changePassword(Caller caller, char[] current, char[] next, Optional<String> token) {
                UserId id = new UserId(caller.subject());
                if (!passwords.get(id).equals(new String(current))) {
                    throw new TenancyException("wrong-credentials", "wrong");
                }
                if (next.length < 8) {
                    throw new TenancyException("password-too-weak", "too short");
                }
                passwords.put(id, new String(next));
                User user = users.get(id);
                replace(user, user.active(), user.authorisedToReview(), false);
                sessions.entrySet()
                        .removeIf(session ->
                                session.getValue().equals(id) && !token.equals(Optional.of(session.getKey())));
            }
        };
    }

    private Sessions.Session open(User user) {
        boolean totpDue = requiring.contains(user.workspace()) && !confirmed.contains(user.id());
        return new Sessions.Session("ses", user, NOW, NOW.plusSeconds(3600), totpDue);
    }

    private static void requireCode(String code) {
        if (!code.equals(CODE)) {
            throw new TenancyException("totp-wrong", "the code is wrong");
        }
    }

    SecondFactors secondFactors() {
        return new SecondFactors() {
            @Override
            public Status status(Caller caller) {
                boolean enabled = confirmed.contains(new UserId(caller.subject()));
                return new Status(enabled, requiring.contains(caller.workspace()), enabled ? 10 : 0);
            }

            @Override
            public Enrolment enrol(Caller caller, char[] password) {
                requirePassword(caller, password);
                return new Enrolment("ABCD", "otpauth://totp/x?secret=ABCD");
            }

            @Override
            public List<String> confirm(Caller caller, String code, Optional<String> token) {
                requireCode(code);
                confirmed.add(new UserId(caller.subject()));
                return List.of("one", "two");
            }

            @Override
            public void disable(Caller caller, char[] password, String code) {
                requirePassword(caller, password);
                requireCode(code);
                confirmed.remove(new UserId(caller.subject()));
            }

            @Override
            public void reset(Caller caller, UserId user) {
                confirmed.remove(find(caller, user).id());
            }

            @Override
            public void require(Caller caller, boolean required) {
                if (required) {
                    requiring.add(caller.workspace());
                } else {
                    requiring.remove(caller.workspace());
                }
            }

            private void requirePassword(Caller caller, char[] password) {
                if (!new String(password).equals(passwords.get(new UserId(caller.subject())))) {
                    throw new TenancyException("wrong-credentials", "wrong");
                }
            }
        };
    }

    Sessions sessions() {
        return new Sessions() {
            @Override
            public SignedIn signIn(
                    String workspaceName,
                    String userName,
                    char[] password,
                    Optional<String> code,
                    Optional<String> previous) {
                User found = users.values().stream()
                        .filter(user -> user.name().equals(userName))
                        .filter(user -> workspaces.get(user.workspace()).name().equals(workspaceName))
                        .filter(user -> new String(password).equals(passwords.get(user.id())))
                        .findFirst()
                        .orElseThrow(() -> new TenancyException("wrong-credentials", "wrong"));
                if (confirmed.contains(found.id())) {
                    requireCode(code.orElseThrow(() -> new TenancyException("totp-required", "the code is missing")));
                }
                previous.ifPresent(sessions::remove);
                return new SignedIn(session(found), open(found));
            }

            @Override
            public Optional<Session> authenticate(String token) {
                return Optional.ofNullable(sessions.get(token))
                        .map(users::get)
                        .filter(User::active)
                        .map(FakeTenancy.this::open);
            }

            @Override
            public void signOut(String token) {
                sessions.remove(token);
            }

            @Override
            public List<Session> mine(Caller caller) {
                return List.of();
            }

            @Override
            public void endAll(Caller caller, UserId user) {
                sessions.values().removeIf(user::equals);
            }
        };
    }
}
