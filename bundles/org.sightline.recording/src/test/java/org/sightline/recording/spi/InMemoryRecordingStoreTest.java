package org.sightline.recording.spi;

import java.util.List;
import org.sightline.events.Event;

final class InMemoryRecordingStoreTest extends RecordingStoreContract {
    private final InMemoryRecordingStore store = new InMemoryRecordingStore();

    @Override
    protected RecordingStore store() {
        return store;
    }

    @Override
    protected List<Event> writtenEvents() {
        return store.events();
    }
}
