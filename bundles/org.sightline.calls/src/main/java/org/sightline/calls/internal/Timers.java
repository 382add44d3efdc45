package org.sightline.calls.internal;

import java.time.Duration;

/** Runs something later. */
@FunctionalInterface
interface Timers {

    Timer after(Duration delay, Runnable task);

    /** Something that will run. */
    @FunctionalInterface
    interface Timer {
        /** It will not run, unless it is running. */
        void cancel();
    }
}
