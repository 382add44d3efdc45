package org.sightline.keys.spi;

final class InMemoryKeyProviderTest extends KeyProviderContract {
    @Override
    protected KeyProvider create() {
        return new InMemoryKeyProvider("memory");
    }
}
