package org.sightline.events.spi;

import java.util.Collection;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.sightline.events.Event;

/** The outbox, which the stores of other bundles fill in their own transactions, and what listeners have done. */
@ConsumerType
public interface OutboxStore {

    /** The oldest unsent events. */
    List<Event> unsent(int limit);

    long countUnsent();

    void markSent(Collection<String> eventIds);

    /** Whether this listener has already handled this event. */
    boolean handled(String listener, String eventId);

    void markHandled(String listener, String eventId);
}
