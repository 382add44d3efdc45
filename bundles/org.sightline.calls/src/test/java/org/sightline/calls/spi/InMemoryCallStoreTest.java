package org.sightline.calls.spi;

import java.util.List;
import org.sightline.events.Event;

final class InMemoryCallStoreTest extends CallStoreContract {
    private final InMemoryCallStore store = new InMemoryCallStore();

    @Override
    protected CallStore store() {
        return store;
    }

    @Override
    protected List<Event> writtenEvents() {
        return store.events();
    }
}
