package org.sightline.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sightline.access.Action;
import org.sightline.events.Events;

/** Shows which events wait to be sent or handled. */
@Service
@Command(
        scope = "sightline",
        name = "event-backlog",
        description = "Shows which events wait to be sent or handled",
        detailedDescription = "Example: sightline:event-backlog")
public final class EventBacklog extends PlatformCommand {
    @Reference
    Events events;

    @Override
    void run(PrintStream out) {
        operator(Action.PLATFORM_MANAGE);
        Events.Backlog backlog = events.backlog();
        out.println("transport     " + (backlog.transportUp() ? "up" : "down"));
        out.println("outbox        " + backlog.outbox());
        out.println("dead letters  " + backlog.deadLetters());
    }
}
