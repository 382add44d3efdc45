package org.sightline.media.sfu.internal;

import java.util.Collection;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets every room do what is due, 50 times a second. */
final class Ticker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);
    private static final long PERIOD_MILLIS = 20;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Threads.named("tick"));
    private final Collection<SfuRoom> rooms;
    private long tick;

    Ticker(Collection<SfuRoom> rooms) {
        this.rooms = rooms;
    }

    void start() {
        timer.scheduleAtFixedRate(this::tick, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        tick++;
        long now = System.nanoTime();
        for (SfuRoom room : rooms) {
            try {
                room.tick(now, tick);
            } catch (RuntimeException e) {
                LOG.error("a room's timer failed", e);
            }
        }
    }

    @Override
    public void close() {
        Threads.abort(timer);
    }
}
