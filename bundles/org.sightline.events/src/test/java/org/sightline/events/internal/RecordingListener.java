package org.sightline.events.internal;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.sightline.events.Event;
import org.sightline.events.spi.EventListener;

/** Remembers what it hears, and fails as often as asked. */
final class RecordingListener implements EventListener {
    private final List<Event> heard = new CopyOnWriteArrayList<>();
    private final String name;
    private volatile int failures;

    RecordingListener(String name, int failures) {
        this.name = name;
        this.failures = failures;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<String> types() {
        return Set.of("test.happened");
    }

    @Override
    public void on(Event event) {
        if (failures > 0) {
            failures--;
            throw new IllegalStateException("not now");
        }
        heard.add(event);
    }

    List<Event> heard() {
        return heard;
    }
}
