package org.sightline.keys.local.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Where the key stores and their passphrase are. */
@ObjectClassDefinition(name = "%local.name", description = "%local.description", localization = "OSGI-INF/l10n/local")
@interface LocalConfig {
    String PID = "org.sightline.keys.local";

    @AttributeDefinition(name = "%keystore.name", description = "%keystore.description")
    String keystore() default "";

    @AttributeDefinition(name = "%signingKeystore.name", description = "%signingKeystore.description")
    String signingKeystore() default "";

    @AttributeDefinition(name = "%passphraseFile.name", description = "%passphraseFile.description")
    String passphraseFile() default "";

    /** The paths of a configuration. */
    record Paths(Path keystore, Path signingKeystore, Path passphraseFile) {

        /** @throws IllegalArgumentException naming the bad key */
        static Paths of(LocalConfig config) {
            return new Paths(
                    path("keystore", config.keystore(), "workspace-keys.p12"),
                    path("signingKeystore", config.signingKeystore(), "signing-key.p12"),
                    path("passphraseFile", config.passphraseFile(), "workspace-keys.passphrase"));
        }

        private static Path path(String key, String text, String name) {
            if (text.isBlank()) {
                return Path.of(System.getProperty("karaf.data", "data"), "sightline", "keys", name)
                        .toAbsolutePath();
            }
            try {
                Path path = Path.of(text);
                if (path.isAbsolute()) {
                    return path.normalize();
                }
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException(key + " of " + PID + ": not a path", e);
            }
            throw new IllegalArgumentException(key + " of " + PID + ": an absolute path");
        }

        Passphrase passphrase() {
            return Passphrase.of(this);
        }
    }
}
