package org.sightline.storage.spi;

final class InMemoryRegionChangeStoreTest extends RegionChangeStoreContract {
    @Override
    protected RegionChangeStore create() {
        return new InMemoryRegionChangeStore();
    }
}
