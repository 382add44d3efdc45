package org.sightline.events.spi;

import java.util.List;
import org.sightline.events.Event;

class InMemoryOutboxStoreTest extends OutboxStoreContract {
    private final InMemoryOutboxStore store = new InMemoryOutboxStore();

    @Override
    protected OutboxStore store() {
        return store;
    }

    @Override
    protected void write(List<Event> events) {
        store.write(events);
    }
}
