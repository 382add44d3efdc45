package org.sightline.tenancy.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Time-based one-time passwords (RFC 6238) as authenticator apps know them: SHA-1, 30 seconds, six digits. */
final class Totp {
    private static final String HMAC = "HmacSHA1";
    private static final int STEP_SECONDS = 30;
    private static final int SECRET_BYTES = 20; // RFC 4226 §4: as long as the hash
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final Pattern CODE = Pattern.compile("[0-9]{6}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private Totp() {}

    static byte[] freshSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return secret;
    }

    static long step(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), STEP_SECONDS);
    }

    /** The code of a step (RFC 4226 §5.3). */
    static String code(byte[] secret, long step) {
        byte[] hash = hmac(secret, ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        int offset = hash[hash.length - 1] & 0xf;
        int truncated = ByteBuffer.wrap(hash).getInt(offset) & 0x7fff_ffff;
        return String.format(java.util.Locale.ROOT, "%06d", truncated % 1_000_000);
    }

    /** Which step's code this is, of the current one and its neighbours; it takes as long whichever it is, or none. */
    static OptionalLong match(byte[] secret, String code, long now) {
        byte[] typed = (CODE.matcher(code).matches() ? code : "none  ").getBytes(StandardCharsets.US_ASCII);
        long found = Long.MIN_VALUE;
        for (long step = now - 1; step <= now + 1; step++) {
            boolean same = MessageDigest.isEqual(code(secret, step).getBytes(StandardCharsets.US_ASCII), typed);
            found = same ? step : found;
        }
        return found == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(found);
    }

    /** Base 32 without padding (RFC 4648 §6); the length is a multiple of five. */
    static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bytes.length * 8; i += 5) {
            int pair = (bytes[i / 8] & 0xff) << 8 | (i / 8 + 1 < bytes.length ? bytes[i / 8 + 1] & 0xff : 0);
            text.append(BASE32.charAt(pair >> 11 - i % 8 & 0x1f));
        }
        return text.toString();
    }

    private static byte[] hmac(byte[] secret, byte[] message) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret, HMAC));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + HMAC, e);
        }
    }
}
