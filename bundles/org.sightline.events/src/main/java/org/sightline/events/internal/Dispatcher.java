package org.sightline.events.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.sightline.events.Event;
import org.sightline.events.Events;
import org.sightline.events.spi.EventTransport;
import org.sightline.events.spi.OutboxStore;
import org.sightline.events.spi.TransportException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the outbox to the transport, on one thread: when woken, else every two seconds, less often while that fails. What
 * is not sent stays in the outbox, so a database or a transport that is down loses nothing.
 */
@Component
public final class Dispatcher implements Events {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final int BATCH = 100;
    private static final Duration REMEMBERED = Duration.ofDays(30);

    private final OutboxStore outbox;
    private final Clock clock;
    private final Backoff backoff;
    private final Subscription subscription;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "sightline-events"));
    private final AtomicBoolean woken = new AtomicBoolean();

    @Activate
    public Dispatcher(@Reference OutboxStore outbox, @Reference Deliveries deliveries) {
        this(outbox, deliveries, Clock.systemUTC(), Duration.ofSeconds(2));
    }

    Dispatcher(OutboxStore outbox, Deliveries deliveries, Clock clock, Duration interval) {
        this.outbox = outbox;
        this.clock = clock;
        backoff = new Backoff(interval, Duration.ofSeconds(60));
        subscription = new Subscription(deliveries);
        thread.scheduleWithFixedDelay(this::work, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        thread.scheduleWithFixedDelay(this::forget, 1, 60, TimeUnit.MINUTES);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindTransport(EventTransport transport) {
        subscription.use(transport);
        backoff.reset();
        wake();
    }

    void unbindTransport(EventTransport transport) {
        subscription.leave(transport);
    }

    @Override
    public void wake() {
        if (woken.compareAndSet(false, true)) {
            try {
                thread.execute(() -> {
                    woken.set(false);
                    work();
                });
            } catch (RejectedExecutionException e) {
                LOG.debug("woken while stopping", e);
            }
        }
    }

    @Override
    public Backlog backlog() {
        long unsent = outbox.countUnsent();
        EventTransport transport = subscription.transport();
        try {
            return transport == null
                    ? new Backlog(unsent, 0, false)
                    : new Backlog(unsent, transport.deadLetters(), true);
        } catch (TransportException e) {
            LOG.debug("the dead letters cannot be counted", e);
            return new Backlog(unsent, 0, false);
        }
    }

    private void work() {
        EventTransport transport = subscription.transport();
        if (transport == null || !backoff.isOver()) {
            return;
        }
        try {
            subscription.renew();
            while (sendBatch(transport) == BATCH && !thread.isShutdown()) {
                LOG.debug("a full batch of events was sent");
            }
            if (backoff.succeeded()) {
                LOG.info("events are sent again over {}", transport.name());
            }
        } catch (TransportException | RuntimeException e) { // a boundary: the thread must go on
            if (backoff.failed()) {
                LOG.warn("events wait in the outbox: {} or the database is down", transport.name(), e);
            }
        }
    }

    /** @return how many were sent, all of them taken out of the outbox */
    private int sendBatch(EventTransport transport) throws TransportException {
        List<Event> sent = new ArrayList<>();
        try {
            for (Event event : outbox.unsent(BATCH)) {
                transport.send(event);
                sent.add(event);
            }
        } finally {
            if (!sent.isEmpty()) {
                outbox.markSent(sent);
            }
        }
        return sent.size();
    }

    private void forget() {
        try {
            Instant before = clock.instant().minus(REMEMBERED);
            LOG.debug("{} old deliveries forgotten", outbox.forgetHandled(before));
        } catch (RuntimeException e) { // a boundary: it is tried again in an hour
            LOG.warn("old deliveries cannot be forgotten now", e);
        }
    }

    @Deactivate
    void close() throws InterruptedException {
        thread.shutdown();
        if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
            LOG.warn("the transport does not answer; events that it may have got will be sent again");
            thread.shutdownNow();
        }
        subscription.close();
    }
}
