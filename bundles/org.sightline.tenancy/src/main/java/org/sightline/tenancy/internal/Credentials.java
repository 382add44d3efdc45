package org.sightline.tenancy.internal;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sightline.tenancy.TenancyException;
import org.sightline.tenancy.User;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.internal.SignInThrottle.Admission;
import org.sightline.tenancy.spi.UserStore;

/** Makes and checks password hashes, a few at a time: each takes 19 MiB while it is computed. */
@Component(service = Credentials.class)
public final class Credentials {
    private static final int AT_ONCE = 2;
    private static final int WAITING = 32;
    private static final int LONGEST_PASSWORD = 1_024;
    private static final UserId NOBODY = new UserId("usr_00000000-0000-0000-0000-000000000000");

    /**
     * A checked password's user and stored hash; a session made for it is void if the hash has changed since.
     *
     * @param account as the throttle knows it
     */
    record Checked(User user, String hash, String account) {}

    /** Refused by the throttle. */
    static final class Throttled extends TenancyException {
        private static final long serialVersionUID = 1L;
        private final boolean first;

        Throttled(boolean first) {
            super("login-throttled", "too many attempts: wait a little");
            this.first = first;
        }

        /** Whether this is worth a record: the first refusal since the account's last attempt. */
        boolean first() {
            return first;
        }
    }

    private final UserStore users;
    private final Argon2id argon2id;
    private final SignInThrottle throttle;
    private final String hashOfNothing;
    private final Semaphore slots = new Semaphore(AT_ONCE, true);

    @Activate
    public Credentials(@Reference UserStore users) {
        this(users, Argon2id.RECOMMENDED, System::nanoTime);
    }

    Credentials(UserStore users, Argon2id argon2id, LongSupplier nanos) {
        this.users = users;
        this.argon2id = argon2id;
        throttle = new SignInThrottle(nanos);
        hashOfNothing = argon2id.hashOfNothing();
    }

    String hash(char[] password) {
        return oneOfFew(() -> argon2id.hash(password));
    }

    /**
     * Checks a password in the same steps and the same time whether or not there is such a user. The throttle forgets the
     * attempts when whoever asks says that all else was right too ({@link #succeeded}).
     *
     * @param workspaceName for the throttle; typed by anybody
     * @param userName as typed by anybody
     * @throws Throttled if the account or the platform has seen too many attempts
     */
    Optional<Checked> check(WorkspaceId workspace, String workspaceName, String userName, char[] password) {
        String name = fold(userName);
        String account = fold(workspaceName) + '\n' + name;
        Admission admission = throttle.admit(account);
        if (admission != Admission.ADMITTED) {
            throw new Throttled(admission == Admission.FIRST_REFUSAL);
        }
        Optional<User> user = users.findByName(workspace, name);
        Optional<String> stored =
                users.passwordHash(workspace, user.map(User::id).orElse(NOBODY));
        boolean tooLong = password.length > LONGEST_PASSWORD;
        char[] bounded = tooLong ? new char[LONGEST_PASSWORD] : password;
        boolean right = oneOfFew(() -> Argon2id.verify(bounded, stored.orElse(hashOfNothing)));
        if (!right
                || tooLong
                || stored.isEmpty()
                || user.isEmpty()
                || !user.get().active()) {
            return Optional.empty();
        }
        return Optional.of(new Checked(user.get(), upToDate(user.get(), password, stored.get()), account));
    }

    /** The attempt of which this came was a good one. */
    void succeeded(Checked checked) {
        throttle.succeeded(checked.account());
    }

    /** What people type on phones starts with a capital and ends with a blank; no name is longer than 120. */
    static String fold(String name) {
        return name == null || name.length() > 200 ? "" : name.strip().toLowerCase(Locale.ROOT);
    }

    /** How many wait for room. */
    int waiting() {
        return slots.getQueueLength();
    }

    private String upToDate(User user, char[] password, String stored) {
        if (!argon2id.outdated(stored)) {
            return stored;
        }
        String renewed = hash(password);
        users.putPasswordHash(user.workspace(), user.id(), renewed, user.passwordChangeDue());
        return renewed;
    }

    /** Does what takes much memory, once there is room for it. @throws Throttled if there is none in time */
    <T> T oneOfFew(Supplier<T> work) {
        try {
            if (waiting() >= WAITING || !slots.tryAcquire(5, TimeUnit.SECONDS)) {
                throw new Throttled(false);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Throttled(false);
        }
        try {
            return work.get();
        } finally {
            slots.release();
        }
    }
}
