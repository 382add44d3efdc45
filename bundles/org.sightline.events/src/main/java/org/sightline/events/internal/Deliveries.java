package org.sightline.events.internal;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.sightline.events.Event;
import org.sightline.events.spi.EventListener;
import org.sightline.events.spi.EventTransport;
import org.sightline.events.spi.OutboxStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands received events to the listeners that want them, to each until it has handled it once. */
@Component(service = Deliveries.class)
public final class Deliveries implements EventTransport.Receiver {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final OutboxStore outbox;
    private final Clock clock;
    private final Map<String, EventListener> listeners = new ConcurrentHashMap<>();

    @Activate
    public Deliveries(@Reference OutboxStore outbox) {
        this(outbox, Clock.systemUTC());
    }

    Deliveries(OutboxStore outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindListener(EventListener listener) {
        if (listeners.putIfAbsent(listener.name(), listener) != null) {
            LOG.error("there are two event listeners named {}; the second hears nothing", listener.name());
        }
    }

    void unbindListener(EventListener listener) {
        listeners.remove(listener.name(), listener);
    }

    /** All listeners are tried before the failure of one is thrown; a repetition reaches only those that failed. */
    @Override
    public void on(Event event) throws Exception {
        Exception failure = null;
        for (EventListener listener : listeners.values()) {
            if (listener.types().contains(event.type())) {
                try {
                    deliver(listener, event);
                } catch (Exception e) { // a boundary: a listener may throw anything
                    LOG.warn("{} did not handle {} {}", listener.name(), event.type(), event.id(), e);
                    failure = e;
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void deliver(EventListener listener, Event event) throws Exception {
        if (!outbox.handled(listener.name(), event)) {
            listener.on(event);
            outbox.markHandled(listener.name(), event, clock.instant());
        }
    }
}
