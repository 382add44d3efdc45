package org.sightline.tenancy.internal;

import java.security.SecureRandom;

/** Passwords that a person copies once: four groups of six, 120 random bits, without characters that look alike. */
final class OneTimePassword {
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"; // Crockford's base 32
    private static final SecureRandom RANDOM = new SecureRandom();

    private OneTimePassword() {}

    static String fresh() {
        return groups(4, 6);
    }

    /** Five random bits a character. */
    static String groups(int groups, int characters) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < groups * characters; i++) {
            if (i > 0 && i % characters == 0) {
                text.append('-');
            }
            text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
