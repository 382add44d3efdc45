package org.sightline.tenancy.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Codes for whoever has lost the authenticator app: four groups of four characters, 80 random bits. */
final class RecoveryCode {
    private static final int CODES = 10;
    private static final int LONGEST_TYPED = 40;
    private static final Pattern FORM = Pattern.compile("[0-9a-z]{16}");

    private RecoveryCode() {}

    static List<String> freshSet() {
        return Stream.generate(() -> OneTimePassword.groups(4, 4))
                .distinct()
                .limit(CODES)
                .toList();
    }

    /** The hash of what was typed, if it has the form of a code; with 80 random bits it needs no salt. */
    static Optional<String> hash(String typed) {
        if (typed.length() > LONGEST_TYPED) {
            return Optional.empty();
        }
        String code = typed.toLowerCase(Locale.ROOT)
                .replaceAll("[\\s-]", "")
                .replace('o', '0')
                .replaceAll("[il]", "1");
        return FORM.matcher(code).matches() ? Optional.of(sha256(code)) : Optional.empty();
    }

    private static String sha256(String text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
