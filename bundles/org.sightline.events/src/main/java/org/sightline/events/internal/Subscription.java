package org.sightline.events.internal;

import org.sightline.events.spi.EventTransport;
import org.sightline.events.spi.TransportException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The transport in use, and the receiver at it. */
final class Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);

    private final EventTransport.Receiver receiver;
    private EventTransport transport;
    private EventTransport subscribed;
    private AutoCloseable open;

    Subscription(EventTransport.Receiver receiver) {
        this.receiver = receiver;
    }

    synchronized EventTransport transport() {
        return transport;
    }

    synchronized void use(EventTransport next) {
        transport = next;
    }

    synchronized void leave(EventTransport gone) {
        if (transport == gone) {
            transport = null;
        }
        if (subscribed == gone) {
            close();
        }
    }

    /** Receives from the transport in use, if it does not yet. */
    synchronized void renew() throws TransportException {
        if (subscribed != transport) {
            close();
            open = transport.receive(receiver);
            subscribed = transport;
        }
    }

    synchronized void close() {
        if (open != null) {
            try {
                open.close();
            } catch (Exception e) { // a boundary: what AutoCloseable declares
                LOG.debug("{} could not be left in order", subscribed.name(), e);
            }
        }
        open = null;
        subscribed = null;
    }
}
