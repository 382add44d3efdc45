package org.sightline.storage.s3.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Breaks off network calls of threads that were interrupted: a thread that waits for a socket does not notice itself. */
final class Interruptions {
    private static final long TICK_MILLIS = 200;

    /** A call under way. */
    final class Watched implements AutoCloseable {
        private final Runnable abort;
        private volatile Thread thread;

        private Watched(Runnable abort) {
            this.abort = abort;
        }

        /** From now on this thread waits in it. */
        void enter() {
            thread = Thread.currentThread();
        }

        /** No thread waits in it now. */
        void leave() {
            thread = null;
        }

        @Override
        public void close() {
            calls.remove(this);
        }

        private void abortIfInterrupted() {
            Thread waiting = thread;
            if (waiting != null && waiting.isInterrupted()) {
                calls.remove(this);
                abort.run();
            }
        }
    }

    private final Set<Watched> calls = ConcurrentHashMap.newKeySet();

    Interruptions(ScheduledExecutorService timer) {
        timer.scheduleWithFixedDelay(
                () -> calls.forEach(Watched::abortIfInterrupted), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    Watched watch(Runnable abort) {
        Watched watched = new Watched(abort);
        calls.add(watched);
        return watched;
    }
}
