package org.sightline.storage.s3.internal;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A configuration that was found to be possible.
 *
 * @param configuration its name, for messages
 * @param endpoint empty: Amazon's
 * @param prefix empty, or ends with a slash
 * @param accessKeyId empty together with the secret: the machine's own credentials
 * @param parts how many parts may be in memory at a time
 * @param capacity in bytes; 0 is none
 */
record Settings(
        String configuration,
        String name,
        String region,
        Optional<URI> endpoint,
        String signingRegion,
        String bucket,
        String prefix,
        boolean pathStyle,
        String accessKeyId,
        String secretAccessKey,
        Encryption encryption,
        Optional<Path> trust,
        int partBytes,
        int parts,
        Duration connect,
        Duration read,
        int maxRetries,
        int maxConnections,
        long capacity,
        Duration health) {

    /** @throws IllegalArgumentException naming the bad key together with the configuration */
    static Settings of(Config config, String configuration) {
        return new SettingsReader(config, configuration).read();
    }

    IllegalArgumentException bad(String key, String rule) {
        return bad(configuration, key, rule);
    }

    static IllegalArgumentException bad(String configuration, String key, String rule) {
        return new IllegalArgumentException(key + " of " + configuration + ": " + rule);
    }

    /** Where it goes, without any secret. */
    @Override
    public String toString() {
        return "bucket " + bucket + (prefix.isEmpty() ? "" : "/" + prefix) + " at "
                + endpoint.map(URI::toString).orElse("AWS " + signingRegion);
    }
}
