package org.sightline.rest.internal.view;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.sightline.calls.Calls.Ticket;

/** A one-time ticket for the signalling connection. */
@Schema(name = "Ticket")
public record TicketView(String ticket, Instant expiresAt) {

    public static TicketView of(Ticket ticket) {
        return new TicketView(ticket.value(), ticket.expiresAt());
    }

    @Override
    public String toString() {
        return "TicketView";
    }
}
