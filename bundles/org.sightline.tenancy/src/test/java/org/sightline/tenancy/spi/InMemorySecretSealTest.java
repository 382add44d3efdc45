package org.sightline.tenancy.spi;

final class InMemorySecretSealTest extends SecretSealContract {
    private final SecretSeal seal = new InMemorySecretSeal();

    @Override
    protected SecretSeal seal() {
        return seal;
    }
}
