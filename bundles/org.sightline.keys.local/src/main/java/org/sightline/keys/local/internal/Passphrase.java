package org.sightline.keys.local.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.sightline.keys.KeysException;
import org.sightline.keys.KeysException.Reason;

/** The key stores' passphrase: from the environment, else from a file that no one else may read. */
final class Passphrase {
    static final String VARIABLE = "SIGHTLINE_KEYS_PASSPHRASE";
    private static final int RANDOM_BYTES = 32;
    private static final int MAX_LENGTH = 1024;

    /** Two components may come to their first use at once, and must not make two passphrases. */
    private static final Object FIRST_USE = new Object();

    private final Optional<String> fromEnvironment;
    private final Path file;
    private final List<Path> keystores;

    /** @param keystores what it opens */
    Passphrase(Optional<String> fromEnvironment, Path file, List<Path> keystores) {
        this.fromEnvironment = fromEnvironment.filter(text -> !text.isBlank());
        this.file = file;
        this.keystores = keystores;
    }

    static Passphrase of(LocalConfig.Paths paths) {
        return new Passphrase(
                Optional.ofNullable(System.getenv(VARIABLE)),
                paths.passphraseFile(),
                List.of(paths.keystore(), paths.signingKeystore()));
    }

    /** Where an operator finds it. */
    String source() {
        return fromEnvironment.isPresent() ? "the environment variable " + VARIABLE : "the file " + file;
    }

    /** @throws KeysException {@code YOUR_SETTINGS} if there is none, it cannot be read, or others may read it */
    char[] read() throws KeysException {
        if (fromEnvironment.isPresent()) {
            return fromEnvironment.get().toCharArray();
        }
        String text;
        try {
            if (Files.size(file) > MAX_LENGTH) {
                throw settings(file + " is too long for a passphrase", null);
            }
            if (SecretFiles.mayOthersUse(file)) {
                throw settings("other accounts may read the passphrase in " + file + ": give it the mode 0400", null);
            }
            text = Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw settings("the key store's passphrase cannot be read: " + SecretFiles.reason(e), e);
        }
        if (text.isEmpty()) {
            throw settings("the file " + file + " holds no passphrase", null);
        }
        return text.toCharArray();
    }

    private static KeysException settings(String message, Throwable cause) {
        return new KeysException(Reason.YOUR_SETTINGS, message, cause);
    }

    /** Generates one into the file unless there is one already, or should be: nothing else opens the key stores there are. */
    void ensure() throws IOException {
        synchronized (FIRST_USE) {
            if (fromEnvironment.isPresent()
                    || Files.exists(file)
                    || keystores.stream().anyMatch(Files::exists)) {
                return;
            }
            byte[] bytes = new byte[RANDOM_BYTES];
            new SecureRandom().nextBytes(bytes);
            byte[] text = (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n")
                    .getBytes(StandardCharsets.US_ASCII);
            SecretFiles.write(file, text, "r--------");
        }
    }
}
