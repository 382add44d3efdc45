package org.sightline.tenancy.spi;

final class InMemoryUserStoreTest extends UserStoreContract {
    private final UserStore store = new InMemoryUserStore();

    @Override
    protected UserStore store() {
        return store;
    }
}
