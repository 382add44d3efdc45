package org.sightline.media.webrtc.dtls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/**
 * The hash of a certificate in a session description (RFC 8122 §5).
 *
 * @param algorithm {@code sha-256}, {@code sha-384} or {@code sha-512}
 * @param value upper-case bytes with colons between
 */
public record Fingerprint(String algorithm, String value) {
    private static final Set<String> ALGORITHMS = Set.of("sha-256", "sha-384", "sha-512");

    public Fingerprint {
        algorithm = algorithm.toLowerCase(Locale.ROOT);
        value = value.toUpperCase(Locale.ROOT);
        if (!ALGORITHMS.contains(algorithm)) {
            throw new IllegalArgumentException("fingerprint algorithm is not supported");
        }
        if (!value.matches("[0-9A-F]{2}(:[0-9A-F]{2}){31,63}")) {
            throw new IllegalArgumentException("fingerprint is malformed");
        }
    }

    /** Whether fingerprints by this algorithm can be checked. */
    public static boolean supports(String algorithm) {
        return ALGORITHMS.contains(algorithm.toLowerCase(Locale.ROOT));
    }

    static Fingerprint of(String algorithm, byte[] certificate) {
        try {
            byte[] hash = MessageDigest.getInstance(algorithm.toUpperCase(Locale.ROOT))
                    .digest(certificate);
            return new Fingerprint(
                    algorithm, HexFormat.ofDelimiter(":").withUpperCase().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(algorithm + " is missing from this Java runtime", e);
        }
    }

    boolean matches(byte[] certificate) {
        return equals(of(algorithm, certificate));
    }

    @Override
    public String toString() {
        return algorithm + ' ' + value;
    }
}
