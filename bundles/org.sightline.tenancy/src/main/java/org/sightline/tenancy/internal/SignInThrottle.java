package org.sightline.tenancy.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Slows down guessing: after five attempts without success an account waits, twice as long after each further one, and
 * all accounts together have a rate. An attempt counts before its outcome is known, or parallel guesses would be free.
 */
final class SignInThrottle {
    private static final int FREE_ATTEMPTS = 5;
    private static final long FIRST_WAIT = TimeUnit.SECONDS.toNanos(2);
    private static final long LONGEST_WAIT = TimeUnit.MINUTES.toNanos(5);
    private static final long FORGOTTEN_AFTER = TimeUnit.HOURS.toNanos(1);
    private static final int ACCOUNTS = 10_000;
    private static final int BURST = 50;
    private static final long REFILL = TimeUnit.SECONDS.toNanos(1) / 10;

    /** What became of an attempt. */
    enum Admission {
        ADMITTED,
        /** Refused, for the first time since the account's last attempt. */
        FIRST_REFUSAL,
        REFUSED
    }

    private static final class Account {
        private int attempts;
        private long lastAttempt;
        private long waitUntil;
        private boolean refused;
    }

    private final LongSupplier nanos;
    private final Map<String, Account> accounts = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Account> eldest) {
            return size() > ACCOUNTS;
        }
    };
    private double tokens = BURST;
    private long refilledAt;

    SignInThrottle(LongSupplier nanos) {
        this.nanos = nanos;
        refilledAt = nanos.getAsLong();
    }

    synchronized Admission admit(String name) {
        long now = nanos.getAsLong();
        Account account = accounts.get(name);
        if (account != null && now - account.lastAttempt > FORGOTTEN_AFTER) {
            accounts.remove(name);
            account = null;
        }
        if (account != null && account.attempts >= FREE_ATTEMPTS && now - account.waitUntil < 0) {
            boolean first = !account.refused;
            account.refused = true;
            return first ? Admission.FIRST_REFUSAL : Admission.REFUSED;
        }
        if (!takeToken(now)) {
            return Admission.REFUSED;
        }
        count(account != null ? account : accounts.computeIfAbsent(name, key -> new Account()), now);
        return Admission.ADMITTED;
    }

    synchronized void succeeded(String name) {
        accounts.remove(name);
    }

    private static void count(Account account, long now) {
        account.attempts++;
        account.lastAttempt = now;
        account.refused = false;
        int beyond = account.attempts - FREE_ATTEMPTS;
        if (beyond >= 0) {
            account.waitUntil = now + Math.min(LONGEST_WAIT, FIRST_WAIT << Math.min(beyond, 20));
        }
    }

    private boolean takeToken(long now) {
        tokens = Math.min(BURST, tokens + (double) (now - refilledAt) / REFILL);
        refilledAt = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
