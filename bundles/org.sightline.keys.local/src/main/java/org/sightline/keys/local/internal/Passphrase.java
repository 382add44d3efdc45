package org.sightline.keys.local.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.sightline.keys.KeysException;
import org.sightline.keys.KeysException.Reason;

/** The key store's passphrase: from the environment, else from a file. */
final class Passphrase {
    static final String VARIABLE = "SIGHTLINE_KEYS_PASSPHRASE";
    private static final int RANDOM_BYTES = 32;
    private static final int MAX_LENGTH = 1024;

    private final Optional<String> fromEnvironment;
    private final Path file;

    Passphrase(Optional<String> fromEnvironment, Path file) {
        this.fromEnvironment = fromEnvironment.filter(text -> !text.isBlank());
        this.file = file;
    }

    /** Where an operator finds it. */
    String source() {
        return fromEnvironment.isPresent() ? "the environment variable " + VARIABLE : "the file " + file;
    }

    /** @throws KeysException {@code YOUR_SETTINGS} if there is none or it cannot be read */
    char[] read() throws KeysException {
        if (fromEnvironment.isPresent()) {
            return fromEnvironment.get().toCharArray();
        }
        String text;
        try {
            if (Files.size(file) > MAX_LENGTH) {
                throw new KeysException(Reason.YOUR_SETTINGS, file + " is too long for a passphrase", null);
            }
            text = Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new KeysException(Reason.YOUR_SETTINGS, "the key store's passphrase cannot be read from " + file, e);
        }
        if (text.isEmpty()) {
            throw new KeysException(Reason.YOUR_SETTINGS, "the file " + file + " holds no passphrase", null);
        }
        return text.toCharArray();
    }

    /** Generates one into the file unless there is one already. */
    void ensure() throws IOException {
        if (fromEnvironment.isPresent() || Files.exists(file)) {
            return;
        }
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        byte[] text = (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n")
                .getBytes(StandardCharsets.US_ASCII);
        SecretFiles.write(file, text, "r--------");
    }
}
