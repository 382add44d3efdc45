package org.sightline.calls.internal;

import java.time.Clock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The tickets of this node, shared by those who issue and those who take them. */
@Component(service = TicketOffice.class)
public final class TicketOffice {
    private final Tickets tickets;

    @Activate
    public TicketOffice() {
        this(Clock.systemUTC());
    }

    TicketOffice(Clock clock) {
        tickets = new Tickets(clock);
    }

    Tickets tickets() {
        return tickets;
    }
}
