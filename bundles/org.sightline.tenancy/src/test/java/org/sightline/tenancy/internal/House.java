package org.sightline.tenancy.internal;

import java.lang.annotation.Annotation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.Users.NewUser;
import org.sightline.tenancy.Workspace;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.spi.InMemorySecretSeal;
import org.sightline.tenancy.spi.InMemorySessionStore;
import org.sightline.tenancy.spi.InMemoryTotpStore;
import org.sightline.tenancy.spi.InMemoryUserStore;
import org.sightline.tenancy.spi.InMemoryWorkspaceStore;
import org.sightline.tenancy.spi.TenancyListener;

/** The tenancy services over stores in memory, with a clock that a test moves and cheap hashes. */
final class House {
    static final Argon2id CHEAP = new Argon2id(64, 1, 1);
    static final Caller OPERATOR = Caller.operator(WorkspaceId.PLATFORM);

    /** What a listener heard. */
    record Heard(Caller caller, TenancyListener.Change change) {}

    static final class MovableClock extends Clock {
        private Instant now = Instant.parse("2026-03-04T05:06:07.891Z");

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static final class Reference implements ServiceReference<TenancyListener> {
        @Override
        public Object getProperty(String key) {
            return null;
        }

        @Override
        public String[] getPropertyKeys() {
            return new String[0];
        }

        @Override
        public Bundle getBundle() {
            return null;
        }

        @Override
        public Bundle[] getUsingBundles() {
            return new Bundle[0];
        }

        @Override
        public boolean isAssignableTo(Bundle bundle, String className) {
            return true;
        }

        @Override
        public int compareTo(Object reference) {
            return 0;
        }

        @Override
        public Dictionary<String, Object> getProperties() {
            return new Hashtable<>();
        }

        @Override
        public <A> A adapt(Class<A> type) {
            return null;
        }
    }

    final MovableClock clock = new MovableClock();
    final InMemoryWorkspaceStore workspaceStore = new InMemoryWorkspaceStore();
    final InMemoryUserStore userStore = new InMemoryUserStore();
    final InMemorySessionStore sessionStore = new InMemorySessionStore();
    final InMemoryTotpStore totpStore = new InMemoryTotpStore();
    final InMemorySecretSeal seal = new InMemorySecretSeal();
    final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final Map<ServiceReference<TenancyListener>, TenancyListener> listeners = new ConcurrentHashMap<>();
    final Announcements announcements =
            new Announcements((caller, change) -> heard.add(new Heard(caller, change)), listeners::get);
    final Credentials credentials =
            new Credentials(userStore, CHEAP, () -> clock.instant().toEpochMilli() * 1_000_000);
    final StoredWorkspaces workspaces = new StoredWorkspaces(workspaceStore, announcements, clock);
    final StoredUsers users = new StoredUsers(userStore, sessionStore, workspaces, credentials, announcements, clock);
    final TotpCodes codes = new TotpCodes(totpStore, workspaceStore, seal, announcements, clock);
    final StoredSecondFactors secondFactors =
            new StoredSecondFactors(totpStore, sessionStore, workspaces, users, credentials, codes, announcements);
    final StoredSessions sessions = sessions(config(30, 12));

    StoredSessions sessions(TenancyConfig config) {
        return new StoredSessions(
                new StoredSessions.Stores(workspaceStore, userStore, sessionStore),
                credentials,
                codes,
                announcements,
                config,
                clock);
    }

    /** Adds a listener as the service registry would. */
    ServiceReference<TenancyListener> listen(TenancyListener listener) {
        ServiceReference<TenancyListener> reference = new Reference();
        listeners.put(reference, listener);
        announcements.bindListener(reference);
        return reference;
    }

    /** The bundle of a listener stops: its service is gone before its reference is. */
    void vanish(ServiceReference<TenancyListener> reference) {
        listeners.remove(reference);
    }

    Workspace workspace(String name) {
        return workspaces.create(OPERATOR, name, "Chauffage Tremblay", "ca-central-1");
    }

    NewUser user(Workspace workspace, String name, Role role) {
        return users.add(Caller.operator(workspace.id()), name, "Marie Côté", role);
    }

    List<String> heardTypes() {
        return heard.stream().map(h -> h.change().type()).toList();
    }

    static TenancyConfig config(int idleMinutes, int absoluteHours) {
        return config("main", "admin", "ca-central-1", idleMinutes, absoluteHours);
    }

    static TenancyConfig config(String workspace, String administrator, String region, int idle, int absolute) {
        return new TenancyConfig() {
            @Override
            public String firstWorkspace() {
                return workspace;
            }

            @Override
            public String firstWorkspaceDisplayName() {
                return "Main";
            }

            @Override
            public String firstAdministrator() {
                return administrator;
            }

            @Override
            public String region() {
                return region;
            }

            @Override
            public int idleMinutes() {
                return idle;
            }

            @Override
            public int absoluteHours() {
                return absolute;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return TenancyConfig.class;
            }
        };
    }
}
