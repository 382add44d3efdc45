package org.sightline.audit.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.sightline.audit.internal.verifier.TrustedKeys;

/** When checkpoints are made, where their files are, and whose signatures count. */
@ObjectClassDefinition(name = "%audit.name", description = "%audit.description", localization = "OSGI-INF/l10n/audit")
public @interface CheckpointConfig {
    /** Where it is configured. */
    String PID = "org.sightline.audit";

    @AttributeDefinition(name = "%directory.name", description = "%directory.description")
    String directory() default "";

    @AttributeDefinition(name = "%seconds.name", description = "%seconds.description", min = "1", max = "86400")
    int checkpointSeconds() default 60;

    @AttributeDefinition(name = "%entries.name", description = "%entries.description", min = "1", max = "1000000")
    int checkpointEntries() default 1_000;

    @AttributeDefinition(name = "%formerKeys.name", description = "%formerKeys.description")
    String[] formerKeys() default {};

    /** What a configuration says. */
    record Settings(Path directory, int seconds, int entries, List<String> formerKeys) {
        private static final int MOST_SECONDS = 86_400;
        private static final int MOST_ENTRIES = 1_000_000;

        /** @throws IllegalArgumentException naming the bad key */
        static Settings of(CheckpointConfig config) {
            List<String> formerKeys = List.of(config.formerKeys());
            try {
                new TrustedKeys(formerKeys);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "formerKeys of " + PID + ": each is base64 of an Ed25519 key's SubjectPublicKeyInfo", e);
            }
            return new Settings(
                    path(config.directory()),
                    within("checkpointSeconds", config.checkpointSeconds(), MOST_SECONDS),
                    within("checkpointEntries", config.checkpointEntries(), MOST_ENTRIES),
                    formerKeys);
        }

        private static int within(String key, int value, int most) {
            if (value < 1 || value > most) {
                throw new IllegalArgumentException(key + " of " + PID + ": 1 to " + most);
            }
            return value;
        }

        private static Path path(String text) {
            if (text.isBlank()) {
                return Path.of(System.getProperty("karaf.data", "data"), "sightline", "audit")
                        .toAbsolutePath();
            }
            try {
                Path path = Path.of(text);
                if (path.isAbsolute()) {
                    return path.normalize();
                }
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException("directory of " + PID + ": not a path", e);
            }
            throw new IllegalArgumentException("directory of " + PID + ": an absolute path");
        }
    }
}
