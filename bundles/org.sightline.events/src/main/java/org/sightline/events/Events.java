package org.sightline.events;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Sends what stores have put into the outbox. A domain service hands events to its own store, which writes them in the
 * transaction of the change itself, and then calls {@link #wake()}.
 */
@ProviderType
public interface Events {

    /** Sends what is in the outbox soon; without it, it is sent within seconds. Cheap, callable from any thread. */
    void wake();

    /** Events not yet handed to the transport, and messages that no listener could handle. */
    Backlog backlog();

    /** What waits. */
    record Backlog(long outbox, long deadLetters, boolean transportUp) {}
}
