package org.sightline.keys.internal;

import java.util.List;
import org.sightline.keys.Keys;
import org.sightline.keys.spi.KeyProvider;

/** The platform's keys over providers of a test. */
public final class TestKeys {
    private TestKeys() {}

    /** New keys come from the last of them. */
    public static Keys of(KeyProvider... running) {
        return new ProviderKeys(new Providers("", List.of(running)));
    }
}
