package org.sightline.storage.s3.internal;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A configuration that was found to be possible; each bad key is named together with the configuration. */
final class Settings {
    private static final int MEGABYTE = 1 << 20;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,38}[a-z0-9]");
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]");
    private static final Pattern PREFIX =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*/?");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|.*\\.localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    private final String configuration;
    private final String name;
    private final String region;
    private final Optional<URI> endpoint;
    private final String signingRegion;
    private final String bucket;
    private final String prefix;
    private final boolean pathStyle;
    private final String accessKeyId;
    private final String secretAccessKey;
    private final Encryption encryption;
    private final Optional<Path> trust;
    private final int partBytes;
    private final int parts;
    private final Duration connect;
    private final Duration read;
    private final int maxRetries;
    private final int maxConnections;
    private final long capacity;
    private final Duration health;

    Settings(Config config, String configuration) {
        this.configuration = configuration;
        name = matching("name", config.name(), NAME, "2 to 40 lower-case letters, digits or hyphens");
        region = matching("region", config.region(), NAME, "2 to 40 lower-case letters, digits or hyphens");
        endpoint = endpoint(config.endpoint());
        signingRegion = signingRegion(config.signingRegion());
        bucket = matching("bucket", config.bucket(), BUCKET, "3 to 63 letters, digits, hyphens, dots or underscores");
        prefix = prefix(config.prefix());
        pathStyle = config.pathStyle();
        accessKeyId = text(config.accessKeyId());
        secretAccessKey = text(config._secretAccessKey());
        if (accessKeyId.isEmpty() != secretAccessKey.isEmpty()) {
            throw bad(accessKeyId.isEmpty() ? "accessKeyId" : ".secretAccessKey", "both, or neither");
        }
        encryption = encryption(config);
        trust = trust(config.trust());
        partBytes = within("partMegabytes", config.partMegabytes(), 5, 512) * MEGABYTE;
        parts = within("parts", config.parts(), 1, 64);
        connect = Duration.ofSeconds(within("connectSeconds", config.connectSeconds(), 1, 60));
        read = Duration.ofSeconds(within("readSeconds", config.readSeconds(), 1, 300));
        maxRetries = within("maxRetries", config.maxRetries(), 0, 10);
        maxConnections = within("maxConnections", config.maxConnections(), 2, 1000);
        if (config.capacityMegabytes() < 0 || config.capacityMegabytes() > Long.MAX_VALUE / MEGABYTE) {
            throw bad("capacityMegabytes", "0 or more");
        }
        capacity = config.capacityMegabytes() * MEGABYTE;
        health = Duration.ofSeconds(within("healthSeconds", config.healthSeconds(), 1, 3600));
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
    private Optional<URI> endpoint(String text) {
        String value = text(text);
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
    private String signingRegion(String text) {
        String value = text(text);
        if (value.isEmpty()) {
            return region;
        }
        matching("signingRegion", value, NAME, "2 to 40 lower-case letters, digits or hyphens");
        boolean known = software.amazon.awssdk.regions.Region.regions()
                .contains(software.amazon.awssdk.regions.Region.of(region));
        if (endpoint.isEmpty() && known && !value.equals(region)) {
            throw bad("signingRegion", "empty or " + region + ", the region that is promised");
        }
        return value;
    }

    private String prefix(String text) {
        String value = text(text);
        if (value.isEmpty()) {
            return "";
        }
        if (value.length() > 200) {
            throw bad("prefix", "at most 200 characters");
        }
        matching("prefix", value, PREFIX, "letters, digits, _ - and . in parts separated by /");
        return value.endsWith("/") ? value : value + "/";
    }

    private Encryption encryption(Config config) {
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

    private Optional<Path> trust(String text) {
        String value = text(text);
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

    IllegalArgumentException bad(String key, String rule) {
        return new IllegalArgumentException(key + " of " + configuration + ": " + rule);
    }

    String configuration() {
        return configuration;
    }

    String name() {
        return name;
    }

    String region() {
        return region;
    }

    Optional<URI> endpoint() {
        return endpoint;
    }

    String signingRegion() {
        return signingRegion;
    }

    String bucket() {
        return bucket;
    }

    /** Empty, or ends with a slash. */
    String prefix() {
        return prefix;
    }

    boolean pathStyle() {
        return pathStyle;
    }

    /** Empty together with the secret: the machine's own credentials. */
    String accessKeyId() {
        return accessKeyId;
    }

    String secretAccessKey() {
        return secretAccessKey;
    }

    Encryption encryption() {
        return encryption;
    }

    Optional<Path> trust() {
        return trust;
    }

    int partBytes() {
        return partBytes;
    }

    /** How many parts may be in memory at a time. */
    int parts() {
        return parts;
    }

    Duration connect() {
        return connect;
    }

    Duration read() {
        return read;
    }

    int maxRetries() {
        return maxRetries;
    }

    int maxConnections() {
        return maxConnections;
    }

    /** In bytes; 0 is none. */
    long capacity() {
        return capacity;
    }

    Duration health() {
        return health;
    }

    /** Where it goes, without any secret. */
    @Override
    public String toString() {
        return "bucket " + bucket + (prefix.isEmpty() ? "" : "/" + prefix) + " at "
                + endpoint.map(URI::toString).orElse("AWS " + signingRegion);
    }
}
