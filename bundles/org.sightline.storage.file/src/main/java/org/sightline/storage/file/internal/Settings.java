package org.sightline.storage.file.internal;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A checked configuration.
 *
 * @param configuration its pid, for messages
 * @param root the region's directory
 * @param minFree bytes that must stay free on the disk
 * @param capacity the most bytes that are kept; 0: what the disk holds
 */
record Settings(String name, String region, String configuration, Path root, long minFree, long capacity) {
    static final long MEGABYTE = 1 << 20;
    private static final long MOST_MEGABYTES = Long.MAX_VALUE / MEGABYTE;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,38}[a-z0-9]");

    /** @throws IllegalArgumentException naming the key that is wrong */
    static Settings of(FileStorageBackend.Config config, String configuration) {
        String name = text(configuration, "name", config.name());
        String region = text(configuration, "region", config.region());
        return new Settings(
                name,
                region,
                configuration,
                directory(configuration, config.directory()).resolve(region),
                megabytes(configuration, "minFreeMegabytes", config.minFreeMegabytes()),
                megabytes(configuration, "capacityMegabytes", config.capacityMegabytes()));
    }

    private static String text(String configuration, String key, String value) {
        if (value == null || !NAME.matcher(value).matches()) {
            throw bad(configuration, key, "2 to 40 lower-case letters, digits or hyphens");
        }
        return value;
    }

    private static long megabytes(String configuration, String key, long value) {
        if (value < 0 || value > MOST_MEGABYTES) {
            throw bad(configuration, key, "0 to " + MOST_MEGABYTES);
        }
        return value * MEGABYTE;
    }

    private static Path directory(String configuration, String text) {
        if (text == null || text.isBlank()) {
            return Path.of(System.getProperty("karaf.data", "data"), "sightline", "storage")
                    .toAbsolutePath();
        }
        Path path;
        try {
            path = Path.of(text);
        } catch (InvalidPathException e) {
            throw bad(configuration, "directory", "not a path");
        }
        if (!path.isAbsolute()) {
            throw bad(configuration, "directory", "an absolute path");
        }
        return path.normalize();
    }

    private static IllegalArgumentException bad(String configuration, String key, String rule) {
        return new IllegalArgumentException(key + " of " + configuration + ": " + rule);
    }

    String unusable(IOException e) {
        return unusable("cannot use " + root + " (" + e.getClass().getSimpleName() + ")");
    }

    String unusable(String what) {
        return "storage " + name + " " + what + ": check directory in the configuration " + configuration;
    }
}
