package org.sightline.keys.internal;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
    public void prepare(Caller caller) throws KeysException {
        current().prepare(caller.workspace());
    }

    @Override
    public DataKey generate(Caller caller, String context) throws KeysException {
        KeyProvider provider = current();
        byte[] bytes = new byte[DATA_KEY_BYTES];
        random.nextBytes(bytes);
        provider.prepare(caller.workspace());
        return new DataKey(bytes, provider.wrap(caller.workspace(), bytes, context));
    }

    @Override
    public DataKey unwrap(Caller caller, WrappedKey wrapped, String context) throws KeysException {
        byte[] bytes = named(wrapped.provider()).unwrap(caller.workspace(), wrapped, context);
        if (bytes.length != DATA_KEY_BYTES) {
            throw new KeysException(Reason.WRONG_KEY, "the wrapped key of " + context + " is no data key", null);
        }
        return new DataKey(bytes, wrapped);
    }

    private KeyProvider current() throws KeysException {
        if (!preferred.isEmpty()) {
            return named(preferred);
        }
        List<KeyProvider> descending = new ArrayList<>(providers);
        Collections.reverse(descending);
        return descending.stream().findFirst().orElseThrow(() -> unavailable("no key provider is running"));
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
