package org.sightline.media.webrtc.sdp;

import java.security.SecureRandom;

/** One agent's user fragment and password (RFC 8839 §5.4). */
public record IceCredentials(String fragment, String password) {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public IceCredentials {
        if (!fragment.matches("[A-Za-z0-9+/]{4,256}")) {
            throw new IllegalArgumentException("ice-ufrag is malformed");
        }
        if (!password.matches("[A-Za-z0-9+/]{22,256}")) {
            throw new IllegalArgumentException("ice-pwd is malformed");
        }
    }

    /** Credentials with over 128 random bits in the password. */
    public static IceCredentials random(SecureRandom random) {
        return new IceCredentials(text(random, 12), text(random, 24));
    }

    private static String text(SecureRandom random, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return "IceCredentials[" + fragment + "]"; // never the password
    }
}
