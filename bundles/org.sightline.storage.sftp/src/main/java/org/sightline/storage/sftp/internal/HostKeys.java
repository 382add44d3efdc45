package org.sightline.storage.sftp.internal;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;

/** The server keys that a configuration pins; several while a server's key is being replaced. */
final class HostKeys {
    private static final Pattern FINGERPRINT = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}");
    private static final String RULE =
            "a fingerprint (SHA256:...) or a public key (ssh-ed25519 AAAA...), several separated by commas";

    private final List<String> fingerprints;
    private final List<String> types;

    private HostKeys(List<String> fingerprints, List<String> types) {
        this.fingerprints = List.copyOf(fingerprints);
        this.types = List.copyOf(types);
    }

    /**
     * @param text may be blank: nothing is pinned
     * @throws IllegalArgumentException if it is neither fingerprints nor public keys
     */
    static HostKeys parse(String text) {
        List<String> fingerprints = new ArrayList<>();
        List<String> types = new ArrayList<>();
        for (String entry : text.split("[,\n]")) {
            String pin = entry.strip();
            if (FINGERPRINT.matcher(pin).matches()) {
                fingerprints.add(pin);
            } else if (!pin.isEmpty()) {
                PublicKey key = publicKey(pin);
                fingerprints.add(KeyUtils.getFingerPrint(key));
                types.add(KeyUtils.getKeyType(key));
            }
        }
        return new HostKeys(fingerprints, types);
    }

    private static PublicKey publicKey(String line) {
        try {
            PublicKeyEntry entry = PublicKeyEntry.parsePublicKeyEntry(line);
            PublicKey key = entry == null ? null : entry.resolvePublicKey(null, null, null);
            if (key != null) {
                return key;
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new IllegalArgumentException(RULE, e);
        }
        throw new IllegalArgumentException(RULE);
    }

    boolean isEmpty() {
        return fingerprints.isEmpty();
    }

    boolean contains(PublicKey key) {
        return fingerprints.contains(KeyUtils.getFingerPrint(key));
    }

    /** The types of the keys that are pinned whole, for example {@code ssh-ed25519}: a server is asked for these first. */
    List<String> types() {
        return types;
    }

    /** A key as an administrator compares it. */
    static String describe(PublicKey key) {
        return KeyUtils.getFingerPrint(key) + " (" + KeyUtils.getKeyType(key) + ")";
    }

    @Override
    public String toString() {
        return String.join(", ", fingerprints);
    }
}
