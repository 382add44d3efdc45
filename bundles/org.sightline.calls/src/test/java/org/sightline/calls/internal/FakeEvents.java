package org.sightline.calls.internal;

import org.sightline.events.Events;

/** Counts how often it was woken. */
final class FakeEvents implements Events {
    int woken;

    @Override
    public void wake() {
        woken++;
    }

    @Override
    public Backlog backlog() {
        return new Backlog(0, 0, true);
    }
}
