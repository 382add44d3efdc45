package org.sightline.storage.sftp.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A configuration, checked. */
final class Settings {
    private static final long MEGABYTE = 1 << 20;

    private final String configuration;
    private final Config config;
    private final HostKeys hostKeys;
    private final Optional<Path> privateKeyFile;

    /**
     * @param configuration its PID, for messages
     * @throws IllegalArgumentException naming the key that is wrong
     */
    Settings(Config config, String configuration) {
        this.configuration = configuration;
        this.config = config;
        matches(
                "name",
                config.name(),
                "[a-z0-9][a-z0-9-]{0,38}[a-z0-9]",
                "2 to 40 lower-case letters, digits or hyphens");
        matches(
                "region",
                config.region(),
                "[a-z0-9][a-z0-9-]{0,38}[a-z0-9]",
                "2 to 40 lower-case letters, digits or hyphens");
        matches("host", config.host(), "[A-Za-z0-9._:-]{1,253}", "a host name or an address");
        within("port", config.port(), 1, 65_535);
        matches("user", config.user(), "[^\\p{Cntrl}]{1,64}", "1 to 64 characters");
        matches(
                "directory",
                config.directory(),
                "(?!.*(^|/)\\.\\.(/|$))[^\\p{Cntrl}]{1,500}",
                "a path on the server, absolute or below the user's folder, without ..");
        within("connectSeconds", config.connectSeconds(), 1, 120);
        within("readSeconds", config.readSeconds(), 1, 600);
        within("keepAliveSeconds", config.keepAliveSeconds(), 1, 600);
        within("resumeSeconds", config.resumeSeconds(), 0, 600);
        within("maxSessions", config.maxSessions(), 1, 64);
        if (config.capacityMegabytes() < 0) {
            throw bad("capacityMegabytes", "0 or more");
        }
        this.hostKeys = parseHostKeys();
        this.privateKeyFile = parsePrivateKeyFile();
        if (privateKeyFile.isEmpty() && config._password().isEmpty()) {
            throw bad("privateKeyFile", "this or .password is needed");
        }
    }

    private void matches(String key, String value, String pattern, String rule) {
        if (value == null || !value.matches(pattern)) {
            throw bad(key, rule);
        }
    }

    private void within(String key, int value, int min, int max) {
        if (value < min || value > max) {
            throw bad(key, min + " to " + max);
        }
    }

    private IllegalArgumentException bad(String key, String rule) {
        return new IllegalArgumentException(key + " of " + configuration + ": " + rule);
    }

    private HostKeys parseHostKeys() {
        try {
            return HostKeys.parse(config.hostKey());
        } catch (IllegalArgumentException e) {
            throw bad("hostKey", e.getMessage());
        }
    }

    private Optional<Path> parsePrivateKeyFile() {
        String text = config.privateKeyFile();
        if (text.isBlank()) {
            return Optional.empty();
        }
        try {
            Path path = Path.of(text);
            if (path.isAbsolute()) {
                return Optional.of(path);
            }
        } catch (InvalidPathException e) {
            throw bad("privateKeyFile", "not a path");
        }
        throw bad("privateKeyFile", "an absolute path");
    }

    String configuration() {
        return configuration;
    }

    String name() {
        return config.name();
    }

    String region() {
        return config.region();
    }

    String host() {
        return config.host();
    }

    int port() {
        return config.port();
    }

    String user() {
        return config.user();
    }

    Optional<Path> privateKeyFile() {
        return privateKeyFile;
    }

    /** Empty: the key is not encrypted. */
    String passphrase() {
        return config._passphrase();
    }

    /** Empty: none. */
    String password() {
        return config._password();
    }

    HostKeys hostKeys() {
        return hostKeys;
    }

    /** Without a slash at its end; empty for the root. */
    String directory() {
        return config.directory().replaceAll("/+", "/").replaceAll("/$", "");
    }

    Duration connectTimeout() {
        return Duration.ofSeconds(config.connectSeconds());
    }

    Duration readTimeout() {
        return Duration.ofSeconds(config.readSeconds());
    }

    Duration keepAlive() {
        return Duration.ofSeconds(config.keepAliveSeconds());
    }

    /** How long a broken upload is taken up again without any progress. */
    Duration resume() {
        return Duration.ofSeconds(config.resumeSeconds());
    }

    int maxSessions() {
        return config.maxSessions();
    }

    /** How much may be kept, in bytes; 0: as much as the server takes. */
    long capacity() {
        return config.capacityMegabytes() * MEGABYTE;
    }

    @Override
    public String toString() {
        return configuration;
    }
}
