package org.sightline.keys.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sightline.keys.DataKey;
import org.sightline.keys.Keys;
import org.sightline.keys.KeysException;
import org.sightline.keys.KeysException.Reason;
import org.sightline.keys.WrappedKey;
import org.sightline.keys.spi.KeyProvider;
import org.sightline.tenancy.Caller;

/** Makes data keys and lets a provider wrap them: new ones the configured provider, old ones that which wrapped them. */
@Component
public final class ProviderKeys implements Keys {
    private static final int DATA_KEY_BYTES = 32;

    private final Providers providers;

    @Activate
    public ProviderKeys(@Reference Providers providers) {
        this.providers = providers;
    }

    @Override
    public void prepare(Caller caller, String region) throws KeysException {
        providers.forNewKeys().prepare(caller.workspace(), region);
    }

    @Override
    public Current current(Caller caller, String region) throws KeysException {
        KeyProvider provider = providers.forNewKeys();
        provider.prepare(caller.workspace(), region);
        return new Current(provider.name(), provider.currentVersion(caller.workspace(), region));
    }

    @Override
    public DataKey generate(Caller caller, String region, String context) throws KeysException {
        KeyProvider provider = providers.forNewKeys();
        provider.prepare(caller.workspace(), region);
        return provider.generate(caller.workspace(), region, context);
    }

    @Override
    public DataKey unwrap(Caller caller, WrappedKey wrapped, String context) throws KeysException {
        byte[] bytes = providers.named(wrapped.provider()).unwrap(caller.workspace(), wrapped, context);
        if (bytes.length != DATA_KEY_BYTES) {
            throw new KeysException(Reason.WRONG_KEY, "the wrapped key of " + context + " is no data key", null);
        }
        return new DataKey(bytes, wrapped);
    }

    @Override
    public WrappedKey rewrap(Caller caller, WrappedKey wrapped, String region, String context) throws KeysException {
        KeyProvider provider = providers.forNewKeys();
        provider.prepare(caller.workspace(), region);
        if (wrapped.provider().equals(provider.name())
                && wrapped.version().equals(provider.currentVersion(caller.workspace(), region))) {
            return wrapped;
        }
        try (DataKey key = unwrap(caller, wrapped, context)) {
            byte[] bytes = key.bytes();
            try {
                return provider.wrap(caller.workspace(), region, bytes, context);
            } finally {
                Arrays.fill(bytes, (byte) 0);
            }
        }
    }

    @Override
    public List<Provider> providers() {
        Optional<KeyProvider> current = providers.preferred();
        return providers.running().stream()
                .map(provider -> {
                    KeyProvider.Health health = provider.health();
                    boolean isCurrent = current.filter(provider::equals).isPresent();
                    return new Provider(provider.name(), isCurrent, health.ready(), health.message());
                })
                .toList();
    }
}
