package org.sightline.events.spi;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sightline.events.Event;

/** An outbox in memory, for tests. */
public final class InMemoryOutboxStore implements OutboxStore {
    private record Delivery(String listener, String event) {}

    private final List<Event> unsent = new ArrayList<>();
    private final Map<Delivery, Instant> handled = new HashMap<>();

    /** What other stores do in their transactions. */
    public synchronized void write(List<Event> events) {
        unsent.addAll(events);
    }

    @Override
    public synchronized List<Event> unsent(int limit) {
        return unsent.stream()
                .sorted(Comparator.comparing(Event::at))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized long countUnsent() {
        return unsent.size();
    }

    @Override
    public synchronized void markSent(Collection<Event> events) {
        unsent.removeAll(events);
    }

    @Override
    public synchronized boolean handled(String listener, Event event) {
        return handled.containsKey(new Delivery(listener, event.id()));
    }

    @Override
    public synchronized void markHandled(String listener, Event event, Instant at) {
        handled.putIfAbsent(new Delivery(listener, event.id()), at);
    }

    @Override
    public synchronized int forgetHandled(Instant before) {
        int size = handled.size();
        handled.values().removeIf(at -> at.isBefore(before));
        return size - handled.size();
    }
}
