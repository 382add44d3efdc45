package org.sightline.media.sfu.internal;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners what happened, in order, on one thread and without the engine's locks. */
final class Events implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);

    private final ExecutorService executor = Executors.newSingleThreadExecutor(Threads.named("events"));

    void post(Runnable event) {
        try {
            executor.execute(() -> {
                try {
                    event.run();
                } catch (RuntimeException e) {
                    LOG.error("a listener of the media engine failed", e);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("the media engine has stopped; an event is not told");
        }
    }

    /** Tells what is still queued, then ends. */
    @Override
    public void close() {
        Threads.finish(executor);
    }
}
