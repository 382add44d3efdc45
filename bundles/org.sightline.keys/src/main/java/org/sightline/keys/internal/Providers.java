package org.sightline.keys.internal;

import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.FieldOption;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.sightline.keys.KeysException;
import org.sightline.keys.KeysException.Reason;
import org.sightline.keys.spi.KeyProvider;

/** The key providers that run now: they come and go while the platform runs. */
@Component(service = Providers.class, configurationPid = Providers.PID)
@Designate(ocd = Providers.Config.class)
public final class Providers {
    static final String PID = "org.sightline.keys";

    @ObjectClassDefinition(name = "%keys.name", description = "%keys.description", localization = "OSGI-INF/l10n/keys")
    @interface Config {
        @AttributeDefinition(name = "%provider.name", description = "%provider.description")
        String provider() default "";
    }

    /** Sorted by ascending ranking: Declarative Services replaces the list on each change. */
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            fieldOption = FieldOption.REPLACE)
    private volatile List<KeyProvider> running = List.of();

    private volatile String preferred;

    @Activate
    public Providers(Config config) {
        preferred = config.provider();
    }

    /** Whoever uses keys goes on: a change of provider ends no recording. */
    @Modified
    void change(Config config) {
        preferred = config.provider();
    }

    Providers(String preferred, List<KeyProvider> running) {
        this.preferred = preferred;
        this.running = running;
    }

    List<KeyProvider> running() {
        return running;
    }

    /** The provider that new keys come from. */
    Optional<KeyProvider> preferred() {
        List<KeyProvider> now = running;
        String name = preferred;
        if (name.isEmpty()) {
            return now.isEmpty() ? Optional.empty() : Optional.of(now.get(now.size() - 1));
        }
        return find(name);
    }

    /** The provider that new keys come from. @throws KeysException {@code UNAVAILABLE} if it is not running */
    KeyProvider forNewKeys() throws KeysException {
        String name = preferred;
        return preferred()
                .orElseThrow(() -> unavailable(
                        name.isEmpty()
                                ? "no key provider is running"
                                : "the key provider " + name + ", set by provider of " + PID + ", is not running"));
    }

    /** @throws KeysException {@code UNAVAILABLE} if it is not running */
    KeyProvider named(String name) throws KeysException {
        return find(name).orElseThrow(() -> unavailable("the key provider " + name + " is not running"));
    }

    private Optional<KeyProvider> find(String name) {
        return running.stream().filter(provider -> provider.name().equals(name)).findFirst();
    }

    private static KeysException unavailable(String message) {
        return new KeysException(Reason.UNAVAILABLE, message, null);
    }
}
