package org.sightline.media.sfu.internal;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Names and ends the engine's threads, so that none outlives its bundle. */
final class Threads {
    private static final long PATIENCE_MILLIS = 2_000;

    private Threads() {}

    static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "sightline-media-" + name + '-' + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }

    static void close(Closeable channel) {
        try {
            channel.close();
        } catch (IOException e) {
            return; // it is closed either way
        }
    }

    static void join(Thread thread) {
        if (thread == Thread.currentThread()) {
            return;
        }
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets queued tasks finish. */
    static void finish(ExecutorService executor) {
        executor.shutdown();
        await(executor);
    }

    /** Interrupts running tasks. */
    static void abort(ExecutorService executor) {
        executor.shutdownNow();
        await(executor);
    }

    private static void await(ExecutorService executor) {
        try {
            executor.awaitTermination(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
