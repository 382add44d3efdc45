package org.sightline.storage.s3.internal;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@link Settings} from a configuration and finds what is wrong with it. */
final class SettingsReader {
    private static final int MEGABYTE = 1 << 20;
    private static final String NAME_RULE = "2 to 40 lower-case letters, digits or hyphens";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,38}[a-z0-9]");
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]");
    private static final Pattern PREFIX =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*/?");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|.*\\.localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    private final Config config;
    private final String configuration;

    SettingsReader(Config config, String configuration) {
        this.config = config;
        this.configuration = configuration;
    }

    Settings read() {
        String region = matching("region", config.region(), NAME, NAME_RULE);
        Optional<URI> endpoint = endpoint();
        requireWholeCredentials();
        return new Settings(
                configuration,
                matching("name", config.name(), NAME, NAME_RULE),
                region,
                endpoint,
                signingRegion(region, endpoint.isEmpty()),
                matching("bucket", config.bucket(), BUCKET, "3 to 63 letters, digits, hyphens, dots or underscores"),
                prefix(),
                config.pathStyle(),
                text(config.accessKeyId()),
                text(config._secretAccessKey()),
                encryption(),
                trust(),
                within("partMegabytes", config.partMegabytes(), 5, 512) * MEGABYTE,
                within("parts", config.parts(), 1, 64),
                Duration.ofSeconds(within("connectSeconds", config.connectSeconds(), 1, 60)),
                Duration.ofSeconds(within("readSeconds", config.readSeconds(), 1, 300)),
                within("maxRetries", config.maxRetries(), 0, 10),
                within("maxConnections", config.maxConnections(), 2, 1000),
                capacity(),
                Duration.ofSeconds(within("healthSeconds", config.healthSeconds(), 1, 3600)));
    }

    private void requireWholeCredentials() {
        boolean id = !text(config.accessKeyId()).isEmpty();
        boolean secret = !text(config._secretAccessKey()).isEmpty();
        if (id != secret) {
            throw bad(id ? ".secretAccessKey" : "accessKeyId", "both, or neither");
        }
    }

    private long capacity() {
        if (config.capacityMegabytes() < 0 || config.capacityMegabytes() > Long.MAX_VALUE / MEGABYTE) {
            throw bad("capacityMegabytes", "0 or more");
        }
        return config.capacityMegabytes() * MEGABYTE;
    }

    private static String text(String value) {
        return value == null ? "" : value.strip();
    }

    private String matching(String key, String value, Pattern pattern, String rule) {
        if (value == null || !pattern.matcher(value).matches()) {
            throw bad(key, rule);
        }
        return value;
    }

    private int within(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw bad(key, least + " to " + most);
        }
        return value;
    }

    /** Plain HTTP never leaves this machine. */
    private Optional<URI> endpoint() {
        String value = text(config.endpoint());
        if (value.isEmpty()) {
            return Optional.empty();
        }
        URI uri;
        try {
            uri = URI.create(value);
        } catch (IllegalArgumentException e) {
            throw bad("endpoint", "a URL such as https://s3.example.com");
        }
        boolean plain = "http".equals(uri.getScheme());
        if (uri.getHost() == null
                || uri.getUserInfo() != null
                || uri.getQuery() != null
                || !(plain || "https".equals(uri.getScheme()))) {
            throw bad("endpoint", "a URL such as https://s3.example.com");
        }
        if (plain && !LOOPBACK.matcher(uri.getHost().toLowerCase(Locale.ROOT)).matches()) {
            throw bad("endpoint", "https, or http to this machine only");
        }
        return Optional.of(uri);
    }

    /** At AWS itself, what is called by the name of one of its regions lies there and nowhere else. */
    private String signingRegion(String region, boolean atAmazon) {
        String value = text(config.signingRegion());
        if (value.isEmpty()) {
            return region;
        }
        matching("signingRegion", value, NAME, NAME_RULE);
        boolean known = software.amazon.awssdk.regions.Region.regions()
                .contains(software.amazon.awssdk.regions.Region.of(region));
        if (atAmazon && known && !value.equals(region)) {
            throw bad("signingRegion", "empty or " + region + ", the region that is promised");
        }
        return value;
    }

    private String prefix() {
        String value = text(config.prefix());
        if (value.isEmpty()) {
            return "";
        }
        if (value.length() > 200) {
            throw bad("prefix", "at most 200 characters");
        }
        matching("prefix", value, PREFIX, "letters, digits, _ - and . in parts separated by /");
        return value.endsWith("/") ? value : value + "/";
    }

    private Encryption encryption() {
        Encryption.Kind kind;
        try {
            kind = Encryption.kind(text(config.sse()));
        } catch (IllegalArgumentException e) {
            throw bad("sse", e.getMessage());
        }
        String key = text(config.kmsKeyId());
        if (!key.isEmpty() && kind != Encryption.Kind.SSE_KMS) {
            throw bad("kmsKeyId", "empty unless sse is SSE-KMS");
        }
        return new Encryption(kind, key);
    }

    private Optional<Path> trust() {
        String value = text(config.trust());
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path path = Path.of(value);
            if (path.isAbsolute()) {
                return Optional.of(path);
            }
        } catch (InvalidPathException e) {
            throw bad("trust", "not a path");
        }
        throw bad("trust", "an absolute path of a PEM file");
    }

    private IllegalArgumentException bad(String key, String rule) {
        return Settings.bad(configuration, key, rule);
    }
}
