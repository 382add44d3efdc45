package org.sightline.keys.local.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import org.sightline.keys.KeysException;
import org.sightline.keys.KeysException.Reason;

/** Opens PKCS#12 files with an error that says which of two is at fault, the file or the passphrase. */
final class Pkcs12 {
    private static final long MAX_BYTES = 256L << 20;

    private Pkcs12() {}

    static KeyStore load(Path file, char[] secret, String passphraseSource)
            throws KeysException, IOException, GeneralSecurityException {
        if (Files.size(file) > MAX_BYTES) {
            throw settings("the key store " + file + " is too large to be one", null);
        }
        byte[] content = Files.readAllBytes(file);
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(new ByteArrayInputStream(content), secret);
            return store;
        } catch (IOException e) { // of the parser: the bytes are there
            if (e.getCause() instanceof UnrecoverableKeyException) {
                throw settings("the passphrase in " + passphraseSource + " does not open the key store " + file, e);
            }
            throw settings("the key store " + file + " is damaged, or no PKCS#12 file", e);
        }
    }

    private static KeysException settings(String message, Throwable cause) {
        return new KeysException(Reason.YOUR_SETTINGS, message, cause);
    }
}
