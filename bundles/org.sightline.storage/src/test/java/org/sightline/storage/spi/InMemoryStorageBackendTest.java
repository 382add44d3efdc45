package org.sightline.storage.spi;

final class InMemoryStorageBackendTest extends StorageBackendContract {
    @Override
    protected StorageBackend create() {
        return new InMemoryStorageBackend("memory", REGION);
    }
}
