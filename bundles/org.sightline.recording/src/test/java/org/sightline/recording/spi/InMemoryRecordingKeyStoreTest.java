package org.sightline.recording.spi;

final class InMemoryRecordingKeyStoreTest extends RecordingKeyStoreContract {
    private final InMemoryRecordingStore store = new InMemoryRecordingStore();

    @Override
    protected RecordingStore recordings() {
        return store;
    }

    @Override
    protected RecordingKeyStore keys() {
        return store;
    }
}
