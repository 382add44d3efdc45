package org.sightline.audit.spi;

final class InMemoryAuditStoreTest extends AuditStoreContract {
    private final AuditStore store = new InMemoryAuditStore();

    @Override
    protected AuditStore store() {
        return store;
    }
}
