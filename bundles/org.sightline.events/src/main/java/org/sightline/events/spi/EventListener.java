package org.sightline.events.spi;

import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;
import org.sightline.events.Event;

/** Acts on events. Register it as a service. It must bear hearing an event again and hearing events out of order. */
@ConsumerType
public interface EventListener {

    /** Stable: deliveries are counted under it. */
    String name();

    /** Types it wants. */
    Set<String> types();

    /** Acts. An exception means "again later"; after the last try the message goes to the dead-letter queue. */
    void on(Event event) throws Exception;
}
