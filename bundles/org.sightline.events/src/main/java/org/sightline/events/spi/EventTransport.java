package org.sightline.events.spi;

import org.osgi.annotation.versioning.ConsumerType;
import org.sightline.events.Event;

/** Carries events between nodes, at least once. */
@ConsumerType
public interface EventTransport {

    String name();

    /** Hands the event over; it is durable when this returns. */
    void send(Event event) throws TransportException;

    /** Delivers everything that is sent, from now on, to the receiver; one receiver at a time, closing ends it. */
    AutoCloseable receive(Receiver receiver) throws TransportException;

    /** How many messages lie in the dead-letter queue. */
    long deadLetters() throws TransportException;

    /** Takes a message; an exception makes the transport deliver it again, in the end to the dead-letter queue. */
    @FunctionalInterface
    interface Receiver {
        void on(Event event) throws Exception;
    }
}
