package org.sightline.events.artemis.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.sightline.events.Event;
import org.sightline.events.spi.EventTransport;

/** A receiver that remembers what it accepted, and refuses one event always. */
final class Inbox implements EventTransport.Receiver {
    private final List<Event> accepted = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final Event poison;

    Inbox() {
        this(null);
    }

    Inbox(Event poison) {
        this.poison = poison;
    }

    @Override
    public void on(Event event) {
        if (event.equals(poison)) {
            refusals.incrementAndGet();
            throw new IllegalStateException("poison");
        }
        accepted.add(event);
    }

    List<Event> accepted() {
        return accepted;
    }

    int refusals() {
        return refusals.get();
    }
}
