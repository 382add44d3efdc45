package org.sightline.events.internal;

import java.util.ArrayList;
import java.util.List;
import org.sightline.events.Event;
import org.sightline.events.spi.EventTransport;
import org.sightline.events.spi.TransportException;

/** A transport that can be down, delivers at once and keeps what is refused. */
final class FakeTransport implements EventTransport {
    private final List<Event> undelivered = new ArrayList<>();
    private Receiver receiver;
    private boolean down;
    private int attempts;

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public synchronized void send(Event event) throws TransportException {
        requireUp();
        undelivered.add(event);
        deliver();
    }

    @Override
    public synchronized AutoCloseable receive(Receiver next) throws TransportException {
        requireUp();
        receiver = next;
        deliver();
        return this::leave;
    }

    @Override
    public synchronized long deadLetters() throws TransportException {
        requireUp();
        return undelivered.size();
    }

    synchronized void setDown(boolean down) {
        this.down = down;
    }

    synchronized int attempts() {
        return attempts;
    }

    synchronized boolean hasReceiver() {
        return receiver != null;
    }

    private synchronized void leave() {
        receiver = null;
    }

    private void requireUp() throws TransportException {
        attempts++;
        if (down) {
            throw new TransportException(TransportException.Reason.TRY_AGAIN, "the fake is down", null);
        }
    }

    private void deliver() {
        undelivered.removeIf(event -> {
            try {
                if (receiver == null) {
                    return false;
                }
                receiver.on(event);
                return true;
            } catch (Exception e) {
                return false;
            }
        });
    }
}
