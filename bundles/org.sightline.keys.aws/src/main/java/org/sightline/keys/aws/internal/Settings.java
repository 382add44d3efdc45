package org.sightline.keys.aws.internal;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import software.amazon.awssdk.regions.Region;

/** A configuration that was found to be possible; each bad key is named. */
final class Settings {
    static final String PID = "org.sightline.keys.aws";
    private static final String PLACEHOLDER = "{region}";
    private static final int MOST_REGIONS = 50;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,38}[a-z0-9]");
    private static final Pattern AWS_REGION = Pattern.compile("[a-z]{2}(-[a-z]{2,20}){1,3}-[0-9]{1,2}");
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_-]{1,60}");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|.*\\.localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    private final Map<String, String> regions = new LinkedHashMap<>();
    private final String prefix;
    private final String endpoint;
    private final String accessKeyId;
    private final String secretAccessKey;
    private final int deletionDays;
    private final Duration connect;
    private final Duration read;
    private final Duration call;
    private final int maxRetries;

    Settings(Config config) {
        endpoint = text(config.endpoint());
        for (String several : config.regions()) {
            for (String one : several.split(",")) {
                if (!one.isBlank()) {
                    addRegion(one.strip());
                }
            }
        }
        if (regions.isEmpty() || regions.size() > MOST_REGIONS) {
            throw bad("regions", "1 to " + MOST_REGIONS + " regions, such as ca-central-1 or montreal=ca-central-1");
        }
        prefix = matching("prefix", text(config.prefix()), PREFIX, "1 to 60 letters, digits, hyphens or underscores");
        accessKeyId = text(config.accessKeyId());
        secretAccessKey = text(config._secretAccessKey());
        if (accessKeyId.isEmpty() != secretAccessKey.isEmpty()) {
            throw bad(accessKeyId.isEmpty() ? "accessKeyId" : ".secretAccessKey", "both, or neither");
        }
        deletionDays = within("deletionDays", config.deletionDays(), 7, 30);
        connect = Duration.ofSeconds(within("connectSeconds", config.connectSeconds(), 1, 60));
        read = Duration.ofSeconds(within("readSeconds", config.readSeconds(), 1, 60));
        call = Duration.ofSeconds(within("callSeconds", config.callSeconds(), 1, 300));
        maxRetries = within("maxRetries", config.maxRetries(), 0, 10);
        new TreeSet<>(regions.values()).forEach(this::endpoint);
    }

    /** What is called by the name of an AWS region has its keys there and nowhere else. */
    private void addRegion(String text) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals).strip();
        String aws = equals < 0 ? text : text.substring(equals + 1).strip();
        matching("regions", name, NAME, "a region has 2 to 40 lower-case letters, digits or hyphens");
        matching("regions", aws, AWS_REGION, name + " needs an AWS region such as ca-central-1");
        if (!name.equals(aws) && Region.regions().contains(Region.of(name))) {
            throw bad("regions", name + " is an AWS region itself");
        }
        if (regions.putIfAbsent(name, aws) != null) {
            throw bad("regions", name + " is there twice");
        }
    }

    private static String text(String value) {
        return value == null ? "" : value.strip();
    }

    private static String matching(String key, String value, Pattern pattern, String rule) {
        if (!pattern.matcher(value).matches()) {
            throw bad(key, rule);
        }
        return value;
    }

    private static int within(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw bad(key, least + " to " + most);
        }
        return value;
    }

    private static IllegalArgumentException bad(String key, String rule) {
        return new IllegalArgumentException(key + " of " + PID + ": " + rule);
    }

    /** The AWS region of one of the platform's. */
    Optional<String> awsRegion(String region) {
        return Optional.ofNullable(regions.get(region));
    }

    /** The AWS regions in which there may be keys. */
    Set<String> awsRegions() {
        return new TreeSet<>(regions.values());
    }

    /** Empty: AWS's own. Plain HTTP never leaves this machine. */
    Optional<URI> endpoint(String awsRegion) {
        if (endpoint.isEmpty()) {
            return Optional.empty();
        }
        String rule = "a URL such as https://kms.{region}.example.com";
        URI uri;
        try {
            uri = URI.create(endpoint.replace(PLACEHOLDER, awsRegion));
        } catch (IllegalArgumentException e) {
            throw bad("endpoint", rule);
        }
        boolean plain = "http".equals(uri.getScheme());
        if (uri.getHost() == null
                || uri.getUserInfo() != null
                || uri.getQuery() != null
                || !(plain || "https".equals(uri.getScheme()))) {
            throw bad("endpoint", rule);
        }
        if (plain && !LOOPBACK.matcher(uri.getHost().toLowerCase(Locale.ROOT)).matches()) {
            throw bad("endpoint", "https, or http to this machine only");
        }
        return Optional.of(uri);
    }

    String prefix() {
        return prefix;
    }

    /** Empty together with the secret: the machine's own credentials. */
    String accessKeyId() {
        return accessKeyId;
    }

    String secretAccessKey() {
        return secretAccessKey;
    }

    int deletionDays() {
        return deletionDays;
    }

    Duration connect() {
        return connect;
    }

    Duration read() {
        return read;
    }

    /** How long a request may take, with all that is tried again. */
    Duration call() {
        return call;
    }

    int maxRetries() {
        return maxRetries;
    }
}
