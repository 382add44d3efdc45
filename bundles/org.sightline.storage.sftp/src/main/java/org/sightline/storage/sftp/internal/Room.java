package org.sightline.storage.sftp.internal;

import java.util.concurrent.atomic.AtomicLong;
import org.sightline.storage.StorageException;

/** How much more fits: what the server says is free, and what the configuration allows. Counted along between two looks. */
final class Room {
    private static final long UNKNOWN = -1;

    private final Settings settings;
    private final Failures failures;
    private final AtomicLong free = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong used = new AtomicLong(UNKNOWN);

    Room(Settings settings, Failures failures) {
        this.settings = settings;
        this.failures = failures;
    }

    /** What the server says; {@link Long#MAX_VALUE} if it does not. */
    void serverHas(long bytes) {
        free.set(bytes);
    }

    /** What was found on the server. */
    void isUsed(long bytes) {
        used.set(bytes);
    }

    void add(long bytes) {
        free.updateAndGet(now -> now == Long.MAX_VALUE ? now : Math.max(0, now - bytes));
        used.updateAndGet(now -> now == UNKNOWN ? now : Math.max(0, now + bytes));
    }

    /** Whether what is kept must be counted before more is taken in. */
    boolean isUncounted() {
        return isLimited() && used.get() == UNKNOWN;
    }

    boolean isLimited() {
        return settings.capacity() > 0;
    }

    long left() {
        long allowed = isLimited() ? Math.max(0, settings.capacity() - Math.max(0, used.get())) : Long.MAX_VALUE;
        return Math.min(free.get(), allowed);
    }

    void require(long bytes) throws StorageException {
        if (isUncounted()) {
            throw failures.tryAgain("it is still counting what it keeps", null);
        }
        long left = left();
        if (left == 0 || left < bytes) {
            throw full();
        }
    }

    StorageException full() {
        String limit =
                isLimited() && left() < free.get() ? ", capacityMegabytes is " + (settings.capacity() >> 20) : "";
        return failures.full((left() >> 20) + " MB left" + limit, null);
    }
}
