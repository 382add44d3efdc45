package org.sightline.tenancy.spi;

final class InMemoryWorkspaceStoreTest extends WorkspaceStoreContract {
    private final WorkspaceStore store = new InMemoryWorkspaceStore();

    @Override
    protected WorkspaceStore store() {
        return store;
    }
}
