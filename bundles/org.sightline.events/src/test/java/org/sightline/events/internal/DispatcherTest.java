package org.sightline.events.internal;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sightline.events.Event;
import org.sightline.events.Events;
import org.sightline.events.spi.InMemoryOutboxStore;
import org.sightline.events.spi.OutboxStore;
import org.sightline.tenancy.WorkspaceId;

class DispatcherTest {
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofMillis(20);

    private final InMemoryOutboxStore outbox = new InMemoryOutboxStore();
    private final Deliveries deliveries = new Deliveries(outbox, Clock.systemUTC());
    private final RecordingListener listener = new RecordingListener("listener", 0);
    private final FakeTransport transport = new FakeTransport();
    private Dispatcher dispatcher;

    @AfterEach
    void close() throws InterruptedException {
        dispatcher.close();
    }

    @Test
    void wakingSendsAtOnce() {
        start(outbox, NEVER);
        await().until(transport::hasReceiver);
        Event event = write();

        dispatcher.wake();

        await().until(() -> listener.heard().equals(List.of(event)));
        await().until(() -> outbox.countUnsent() == 0);
    }

    @Test
    void withoutWakingItIsSentALittleLater() {
        start(outbox, SOON);
        Event event = write();

        await().until(() -> listener.heard().equals(List.of(event)));
    }

    @Test
    void moreThanABatchIsSentInOneGo() {
        start(outbox, NEVER);
        outbox.write(IntStream.range(0, 250).mapToObj(n -> event()).toList());

        dispatcher.wake();

        await().until(() -> listener.heard().size() == 250);
    }

    @Test
    void whileTheTransportIsDownEventsWaitAndThenGo() {
        transport.setDown(true);
        start(outbox, SOON);
        Event event = write();
        await().until(() -> transport.attempts() > 1);
        assertEquals(new Events.Backlog(1, 0, false), dispatcher.backlog());

        transport.setDown(false);

        await().until(() -> listener.heard().equals(List.of(event)));
        await().until(() -> dispatcher.backlog().equals(new Events.Backlog(0, 0, true)));
    }

    @Test
    void whileTheTransportIsDownWakingDoesNotHammerIt() {
        transport.setDown(true);
        start(outbox, NEVER);
        write();
        await().until(() -> transport.attempts() > 0);
        int attempts = transport.attempts();

        for (int i = 0; i < 50; i++) {
            dispatcher.wake();
        }

        await().during(Duration.ofMillis(200)).until(() -> transport.attempts() == attempts);
    }

    @Test
    void aTransportThatComesLaterGetsWhatWaited() {
        dispatcher = new Dispatcher(outbox, deliveries, Clock.systemUTC(), SOON);
        deliveries.bindListener(listener);
        Event event = write();
        assertFalse(dispatcher.backlog().transportUp());

        dispatcher.bindTransport(transport);

        await().until(() -> listener.heard().equals(List.of(event)));
    }

    @Test
    void aReplacedTransportIsLeftAndTheNextOneTaken() {
        start(outbox, SOON);
        await().until(transport::hasReceiver);
        FakeTransport next = new FakeTransport();

        dispatcher.bindTransport(next);
        dispatcher.unbindTransport(transport);

        assertFalse(transport.hasReceiver());
        await().until(next::hasReceiver);
        Event event = write();
        await().until(() -> listener.heard().equals(List.of(event)));
    }

    @Test
    void aDatabaseThatIsDownForAWhileStopsNothing() {
        AtomicBoolean down = new AtomicBoolean(true);
        start(new FailingOutbox(outbox, down), SOON);
        Event event = write();
        await().until(() -> transport.hasReceiver());

        down.set(false);

        await().until(() -> listener.heard().equals(List.of(event)));
    }

    @Test
    void stoppingLeavesTheTransport() throws Exception {
        start(outbox, SOON);
        await().until(transport::hasReceiver);

        dispatcher.close();
        dispatcher.wake();

        assertFalse(transport.hasReceiver());
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("sightline-events")));
    }

    private void start(OutboxStore store, Duration interval) {
        deliveries.bindListener(listener);
        dispatcher = new Dispatcher(store, deliveries, Clock.systemUTC(), interval);
        dispatcher.bindTransport(transport);
    }

    private Event write() {
        Event event = event();
        outbox.write(List.of(event));
        return event;
    }

    private static Event event() {
        return Event.of(WorkspaceId.fresh(), "test.happened", "subject", NOON, Map.of());
    }

    /** An outbox that cannot be reached for a while. */
    private record FailingOutbox(OutboxStore store, AtomicBoolean down) implements OutboxStore {
        private OutboxStore reach() {
            if (down.get()) {
                throw new IllegalStateException("the database is down");
            }
            return store;
        }

        @Override
        public List<Event> unsent(int limit) {
            return reach().unsent(limit);
        }

        @Override
        public long countUnsent() {
            return reach().countUnsent();
        }

        @Override
        public void markSent(Collection<Event> events) {
            reach().markSent(events);
        }

        @Override
        public boolean handled(String listener, Event event) {
            return reach().handled(listener, event);
        }

        @Override
        public void markHandled(String listener, Event event, Instant at) {
            reach().markHandled(listener, event, at);
        }

        @Override
        public int forgetHandled(Instant before) {
            return reach().forgetHandled(before);
        }
    }
}
