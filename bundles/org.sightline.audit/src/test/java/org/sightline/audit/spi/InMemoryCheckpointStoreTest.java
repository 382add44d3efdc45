package org.sightline.audit.spi;

final class InMemoryCheckpointStoreTest extends CheckpointStoreContract {
    private final InMemoryAuditStore log = new InMemoryAuditStore();
    private final CheckpointStore store = new InMemoryCheckpointStore(log);

    @Override
    protected CheckpointStore store() {
        return store;
    }

    @Override
    protected AuditStore log() {
        return log;
    }
}
