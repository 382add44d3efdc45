package org.sightline.tenancy.spi;

final class InMemoryTotpStoreTest extends TotpStoreContract {
    private final TotpStore store = new InMemoryTotpStore();

    @Override
    protected TotpStore store() {
        return store;
    }
}
