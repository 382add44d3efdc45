package org.sightline.storage.s3.internal;

import java.util.concurrent.atomic.AtomicLong;

/** How much of the configured capacity is used, as far as it was counted. */
final class Usage {
    private static final long MEGABYTE = 1 << 20;

    private final long capacity;
    private final AtomicLong used = new AtomicLong();

    /** @param capacity in bytes; 0 is none */
    Usage(long capacity) {
        this.capacity = capacity;
    }

    boolean isLimited() {
        return capacity > 0;
    }

    long used() {
        return used.get();
    }

    void add(long bytes) {
        used.addAndGet(bytes);
    }

    /** Corrects what was {@code before} when the count began, and keeps what happened since. */
    void counted(long before, long bytes) {
        used.addAndGet(bytes - before);
    }

    long free() {
        return isLimited() ? Math.max(0, capacity - used.get()) : Long.MAX_VALUE;
    }

    String full(Settings settings) {
        return "storage " + settings.name() + " is full: " + used.get() / MEGABYTE
                + " MB are used, capacityMegabytes in the configuration " + settings.configuration() + " is "
                + capacity / MEGABYTE;
    }
}
