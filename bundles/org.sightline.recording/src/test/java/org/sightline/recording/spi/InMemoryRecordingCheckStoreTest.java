package org.sightline.recording.spi;

import java.util.List;
import org.sightline.events.Event;

final class InMemoryRecordingCheckStoreTest extends RecordingCheckStoreContract {
    private final InMemoryRecordingStore store = new InMemoryRecordingStore();

    @Override
    protected RecordingStore recordings() {
        return store;
    }

    @Override
    protected RecordingCheckStore checks() {
        return store;
    }

    @Override
    protected List<Event> writtenEvents() {
        return store.events();
    }
}
