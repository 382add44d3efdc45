package org.sightline.recording.internal.fakes;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.TenancyException;
import org.sightline.tenancy.User;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.Users;
import org.sightline.tenancy.Workspace;
import org.sightline.tenancy.Workspaces;

/** Workspaces of one region, and the users that a test adds. */
public final class FakeTenancy {
    private final Map<UserId, User> people = new ConcurrentHashMap<>();
    private volatile String region;
    private volatile int asked;
    private volatile int changesAfter = Integer.MAX_VALUE;
    private volatile String then = "";

    public FakeTenancy(String region) {
        this.region = region;
    }

    /** The workspaces' region changes after it has been asked for so often. */
    public void changeRegionAfter(int times, String to) {
        asked = 0;
        changesAfter = times;
        then = to;
    }

    private String region() {
        if (asked++ == changesAfter) {
            region = then;
        }
        return region;
    }

    public User add(Caller workspace, Role role, boolean active) {
        User user = new User(
                UserId.fresh(),
                workspace.workspace(),
                "somebody",
                "Somebody",
                role,
                active,
                true,
                false,
                Instant.EPOCH);
        people.put(user.id(), user);
        return user;
    }

    public void deactivate(User user) {
        people.put(
                user.id(),
                new User(
                        user.id(),
                        user.workspace(),
                        user.name(),
                        user.displayName(),
                        user.role(),
                        false,
                        user.authorisedToReview(),
                        false,
                        user.createdAt()));
    }

    /** Only {@code get}. */
    public Workspaces workspaces() {
        return answering(
                Workspaces.class,
                arguments ->
                        new Workspace(((Caller) arguments[0]).workspace(), "acme", "Acme", region(), Instant.EPOCH));
    }

    /** Only {@code get}. */
    public Users users() {
        return answering(
                Users.class,
                arguments -> Optional.ofNullable(people.get(arguments[1]))
                        .filter(user -> user.workspace().equals(((Caller) arguments[0]).workspace()))
                        .orElseThrow(() -> new TenancyException("no-such-user", "there is none")));
    }

    private static <T> T answering(Class<T> type, Function<Object[], Object> get) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("get")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return get.apply(arguments);
                }));
    }
}
