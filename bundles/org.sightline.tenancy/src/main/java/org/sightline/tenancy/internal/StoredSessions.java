package org.sightline.tenancy.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Sessions;
import org.sightline.tenancy.TenancyException;
import org.sightline.tenancy.TimeOrderedId;
import org.sightline.tenancy.User;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.Workspace;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.internal.Credentials.Checked;
import org.sightline.tenancy.spi.SessionStore;
import org.sightline.tenancy.spi.SessionStore.StoredSession;
import org.sightline.tenancy.spi.UserStore;
import org.sightline.tenancy.spi.WorkspaceStore;

/** Sessions over their store. */
@Component(configurationPid = TenancyConfig.PID)
@Designate(ocd = TenancyConfig.class)
public final class StoredSessions implements Sessions {
    private static final int SESSIONS_OF_A_USER = 20;
    private static final Duration BETWEEN_PURGES = Duration.ofMinutes(10);

    /** The stores that sessions are made of. */
    record Stores(WorkspaceStore workspaces, UserStore users, SessionStore sessions) {}

    private final Stores stores;
    private final Credentials credentials;
    private final TotpCodes codes;
    private final Announcements announcements;
    private final Clock clock;
    private final Duration idle;
    private final Duration absolute;
    private final Duration betweenTouches;
    private final AtomicReference<Instant> purgedAt = new AtomicReference<>(Instant.EPOCH);

    @Activate
    public StoredSessions(
            @Reference WorkspaceStore workspaces,
            @Reference UserStore users,
            @Reference SessionStore sessions,
            @Reference Credentials credentials,
            @Reference TotpCodes codes,
            @Reference Announcements announcements,
            TenancyConfig config) {
        this(new Stores(workspaces, users, sessions), credentials, codes, announcements, config, Clock.systemUTC());
    }

    StoredSessions(
            Stores stores,
            Credentials credentials,
            TotpCodes codes,
            Announcements announcements,
            TenancyConfig config,
            Clock clock) {
        this.stores = stores;
        this.credentials = credentials;
        this.codes = codes;
        this.announcements = announcements;
        this.clock = clock;
        idle = Duration.ofMinutes(require("idleMinutes", config.idleMinutes(), 1_440));
        absolute = Duration.ofHours(require("absoluteHours", config.absoluteHours(), 168));
        betweenTouches = Duration.ofSeconds(Math.min(60, idle.toSeconds() / 2));
    }

    @Override
    public SignedIn signIn(
            String workspaceName,
            String userName,
            char[] password,
            Optional<String> code,
            Optional<String> previousToken) {
        Optional<Workspace> found = stores.workspaces.findByName(Credentials.fold(workspaceName));
        WorkspaceId workspace = found.map(Workspace::id).orElse(WorkspaceId.PLATFORM);
        Checked checked = check(workspace, workspaceName, userName, password);
        boolean withCode = codes.enabled(checked.user());
        if (withCode) {
            requireCode(checked.user(), code);
        }
        credentials.succeeded(checked);
        previousToken.flatMap(SessionToken::parse).flatMap(this::find).ifPresent(this::delete);
        purge();
        SignedIn signedIn = open(checked.user());
        requireUnchanged(checked, withCode, signedIn);
        announcements.tell(
                checked.user().caller(),
                "signed-in",
                checked.user().id().value(),
                Map.of("session", signedIn.session().id()));
        return signedIn;
    }

    @Override
    public Optional<Session> authenticate(String token) {
        Instant now = now();
        return SessionToken.parse(token)
                .flatMap(this::find)
                .filter(s -> !expired(s, now))
                .flatMap(stored -> stores.users
                        .find(stored.workspace(), stored.user())
                        .filter(User::active)
                        .map(user -> session(touch(stored, now), user)));
    }

    @Override
    public void signOut(String token) {
        SessionToken.parse(token).flatMap(this::find).ifPresent(stored -> {
            delete(stored);
            stores.users
                    .find(stored.workspace(), stored.user())
                    .ifPresent(user -> announcements.tell(
                            user.caller(), "signed-out", user.id().value(), Map.of("session", stored.id())));
        });
    }

    @Override
    public List<Session> mine(Caller caller) {
        Instant now = now();
        return userOf(caller).stream()
                .flatMap(user -> stores.sessions.ofUser(caller.workspace(), user.id()).stream()
                        .filter(stored -> !expired(stored, now))
                        .map(stored -> session(stored, user)))
                .toList();
    }

    @Override
    public void endAll(Caller caller, UserId user) {
        int ended = stores.sessions.deleteOfUser(caller.workspace(), user);
        announcements.tell(caller, "sessions-ended", user.value(), Map.of("sessions", String.valueOf(ended)));
    }

    private Checked check(WorkspaceId workspace, String workspaceName, String userName, char[] password) {
        try {
            Optional<Checked> checked = credentials.check(workspace, workspaceName, userName, password);
            return checked.orElseThrow(() -> refused(workspace, userName, "wrong-credentials"));
        } catch (Credentials.Throttled e) {
            if (e.first()) {
                refused(workspace, userName, e.code());
            }
            throw e;
        }
    }

    private void requireCode(User user, Optional<String> code) {
        if (code.isEmpty()) {
            throw refused(user, "totp-required", "the code of the authenticator app is missing");
        }
        if (!codes.use(user, code.get())) {
            throw refused(user, "totp-wrong", "the code is wrong, too old or used already");
        }
    }

    private TenancyException refused(User user, String reason, String message) {
        announcements.tell(
                Caller.platform(user.workspace()), "sign-in-refused", user.id().value(), Map.of("reason", reason));
        return new TenancyException(reason, message);
    }

    private TenancyException refused(WorkspaceId workspace, String userName, String reason) {
        // What was typed as a name may be a password: the record names the user, if there is one, by its id.
        String resource = stores.users
                .findByName(workspace, Credentials.fold(userName))
                .map(user -> user.id().value())
                .orElse("unknown-user");
        announcements.tell(Caller.platform(workspace), "sign-in-refused", resource, Map.of("reason", reason));
        return new TenancyException("wrong-credentials", "workspace, user or password is wrong");
    }

    private SignedIn open(User user) {
        List<StoredSession> open = stores.sessions.ofUser(user.workspace(), user.id());
        open.stream()
                .sorted(Comparator.comparing(StoredSession::lastUsedAt).reversed())
                .skip(SESSIONS_OF_A_USER - 1)
                .forEach(this::delete);
        SessionToken token = SessionToken.fresh(user.workspace());
        Instant now = now();
        StoredSession stored =
                new StoredSession(user.workspace(), TimeOrderedId.fresh("ses"), token.hash(), user.id(), now, now);
        stores.sessions.insert(stored);
        return new SignedIn(token.text(), session(stored, user));
    }

    /** The password may have been reset, the user deactivated or an app set up while its old password was being checked. */
    private void requireUnchanged(Checked checked, boolean withCode, SignedIn signedIn) {
        User user = checked.user();
        boolean unchanged =
                stores.users.passwordHash(user.workspace(), user.id()).equals(Optional.of(checked.hash()))
                        && stores.users
                                .find(user.workspace(), user.id())
                                .filter(User::active)
                                .isPresent()
                        && (withCode || !codes.enabled(user));
        if (!unchanged) {
            stores.sessions.delete(user.workspace(), signedIn.session().id());
            throw refused(user.workspace(), user.name(), "wrong-credentials");
        }
    }

    private Optional<StoredSession> find(SessionToken token) {
        byte[] hash = token.hash().getBytes(StandardCharsets.US_ASCII);
        return stores.sessions
                .findByTokenHash(token.workspace(), token.hash())
                .filter(s -> MessageDigest.isEqual(hash, s.tokenHash().getBytes(StandardCharsets.US_ASCII)));
    }

    private StoredSession touch(StoredSession stored, Instant now) {
        if (Duration.between(stored.lastUsedAt(), now).compareTo(betweenTouches) < 0) {
            return stored;
        }
        stores.sessions.touch(stored.workspace(), stored.id(), now);
        return new StoredSession(
                stored.workspace(), stored.id(), stored.tokenHash(), stored.user(), stored.signedInAt(), now);
    }

    private void delete(StoredSession stored) {
        stores.sessions.delete(stored.workspace(), stored.id());
    }

    private void purge() {
        Instant now = now();
        Instant last = purgedAt.get();
        if (Duration.between(last, now).compareTo(BETWEEN_PURGES) > 0 && purgedAt.compareAndSet(last, now)) {
            stores.sessions.deleteExpired(now.minus(idle), now.minus(absolute));
        }
    }

    private boolean expired(StoredSession stored, Instant now) {
        return !now.isBefore(expiry(stored));
    }

    private Instant expiry(StoredSession stored) {
        Instant byIdling = stored.lastUsedAt().plus(idle);
        Instant byAge = stored.signedInAt().plus(absolute);
        return byIdling.isBefore(byAge) ? byIdling : byAge;
    }

    private Session session(StoredSession stored, User user) {
        return new Session(stored.id(), user, stored.signedInAt(), expiry(stored), codes.due(user));
    }

    private Optional<User> userOf(Caller caller) {
        try {
            return stores.users.find(caller.workspace(), new UserId(caller.subject()));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // an operator or the platform: it has no sessions
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static int require(String key, int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(TenancyConfig.PID + ": " + key + " is 1 to " + max);
        }
        return value;
    }
}
