package org.sightline.events.spi;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.sightline.events.Event;

/**
 * The outbox, which the stores of other bundles fill in their own transactions, and what listeners have done. Each method
 * is one transaction.
 */
@ConsumerType
public interface OutboxStore {

    /** The oldest unsent events, of every workspace; those of one change in the order in which it gave them. */
    List<Event> unsent(int limit);

    long countUnsent();

    /** Takes events out of the outbox; those that are no longer there are ignored. */
    void markSent(Collection<Event> events);

    /** Whether this listener has already handled this event. */
    boolean handled(String listener, Event event);

    /** Remembers that this listener has handled this event; saying it again changes nothing. */
    void markHandled(String listener, Event event, Instant at);

    /**
     * Forgets what was handled before this time, in every workspace.
     *
     * @return how many deliveries
     */
    int forgetHandled(Instant before);
}
