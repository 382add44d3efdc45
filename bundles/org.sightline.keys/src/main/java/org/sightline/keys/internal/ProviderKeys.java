package org.sightline.keys.internal;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.FieldOption;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.sightline.keys.DataKey;
import org.sightline.keys.Keys;
import org.sightline.keys.KeysException;
import org.sightline.keys.KeysException.Reason;
import org.sightline.keys.WrappedKey;
import org.sightline.keys.spi.KeyProvider;
import org.sightline.tenancy.Caller;

/** Makes data keys and lets a provider wrap them: new ones the configured provider, old ones that which wrapped them. */
@Component(configurationPid = "org.sightline.keys")
@Designate(ocd = ProviderKeys.Config.class)
public final class ProviderKeys implements Keys {

    @ObjectClassDefinition(name = "%keys.name", description = "%keys.description", localization = "OSGI-INF/l10n/keys")
    @interface Config {
        @AttributeDefinition(name = "%provider.name", description = "%provider.description")
        String provider() default "";
    }

    private static final int DATA_KEY_BYTES = 32;

    /** Sorted by ascending ranking: Declarative Services replaces the list on each change. */
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            fieldOption = FieldOption.REPLACE)
    private volatile List<KeyProvider> providers = List.of();

    private final SecureRandom random = new SecureRandom();
    private final String preferred;

    @Activate
    public ProviderKeys(Config config) {
        preferred = config.provider();
    }

    ProviderKeys(String preferred, List<KeyProvider> providers) {
        this.preferred = preferred;
        this.providers = providers;
    }

    @Override
    public void prepare(Caller caller, String region) throws KeysException {
        forNewKeys().prepare(caller.workspace(), region);
    }

    @Override
    public Current current(Caller caller, String region) throws KeysException {
        KeyProvider provider = forNewKeys();
        provider.prepare(caller.workspace(), region);
        return new Current(provider.name(), provider.currentVersion(caller.workspace(), region));
    }

    @Override
    public DataKey generate(Caller caller, String region, String context) throws KeysException {
        KeyProvider provider = forNewKeys();
        byte[] bytes = new byte[DATA_KEY_BYTES];
        random.nextBytes(bytes);
        provider.prepare(caller.workspace(), region);
        return new DataKey(bytes, provider.wrap(caller.workspace(), region, bytes, context));
    }

    @Override
    public DataKey unwrap(Caller caller, WrappedKey wrapped, String context) throws KeysException {
        byte[] bytes = named(wrapped.provider()).unwrap(caller.workspace(), wrapped, context);
        if (bytes.length != DATA_KEY_BYTES) {
            throw new KeysException(Reason.WRONG_KEY, "the wrapped key of " + context + " is no data key", null);
        }
        return new DataKey(bytes, wrapped);
    }

    @Override
    public WrappedKey rewrap(Caller caller, WrappedKey wrapped, String region, String context) throws KeysException {
        KeyProvider provider = forNewKeys();
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
        List<KeyProvider> running = providers;
        Optional<KeyProvider> current = preferred(running);
        return running.stream()
                .map(provider -> {
                    KeyProvider.Health health = provider.health();
                    boolean isCurrent = current.filter(provider::equals).isPresent();
                    return new Provider(provider.name(), isCurrent, health.ready(), health.message());
                })
                .toList();
    }

    /** The provider that new keys come from. */
    KeyProvider forNewKeys() throws KeysException {
        return preferred(providers)
                .orElseThrow(() -> unavailable(
                        preferred.isEmpty()
                                ? "no key provider is running"
                                : "the key provider " + preferred + " of org.sightline.keys is not running"));
    }

    private Optional<KeyProvider> preferred(List<KeyProvider> running) {
        if (preferred.isEmpty()) {
            return running.isEmpty() ? Optional.empty() : Optional.of(running.get(running.size() - 1));
        }
        return running.stream()
                .filter(provider -> provider.name().equals(preferred))
                .findFirst();
    }

    private KeyProvider named(String name) throws KeysException {
        return providers.stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unavailable("the key provider " + name + " is not running"));
    }

    private static KeysException unavailable(String message) {
        return new KeysException(Reason.UNAVAILABLE, message, null);
    }
}
