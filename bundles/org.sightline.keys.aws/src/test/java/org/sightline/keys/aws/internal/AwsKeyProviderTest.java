package org.sightline.keys.aws.internal;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.sightline.keys.spi.KeyProvider;
import org.sightline.keys.spi.KeyProviderContract;

final class AwsKeyProviderTest extends KeyProviderContract {
    private KmsDouble kms;
    private AwsKeyProvider provider;

    @Override
    protected KeyProvider create() throws IOException {
        kms = new KmsDouble();
        provider = new AwsKeyProvider(Configs.impatient(kms, HERE, THERE), System::nanoTime);
        return provider;
    }

    @AfterEach
    void close() {
        provider.close();
        kms.close();
    }
}
