package org.sightline.tenancy.internal;

import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id (RFC 9106) in the PHC text form, which carries its parameters: raising them later leaves old hashes valid.
 *
 * @param memoryKib memory of one computation
 */
record Argon2id(int memoryKib, int iterations, int parallelism) {
    /** OWASP's Password Storage Cheat Sheet: 19 MiB, two passes, one lane. */
    static final Argon2id RECOMMENDED = new Argon2id(19_456, 2, 1);

    private static final Pattern PHC = Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,6}),t=(\\d{1,2}),p=(\\d)"
            + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{43})");
    private static final int MAX_MEMORY_KIB = 131_072;
    private static final SecureRandom RANDOM = new SecureRandom();

    String hash(char[] password) {
        byte[] salt = randomBytes(16);
        return phc(salt, compute(password, salt));
    }

    /** A hash that no password has; verifying against it costs as much as against any other. */
    String hashOfNothing() {
        return phc(randomBytes(16), randomBytes(32));
    }

    /** Whether the text was made with other parameters than these. */
    boolean outdated(String phc) {
        return !parse(phc).equals(this);
    }

    /** @throws IllegalArgumentException if the text is no hash of this kind */
    static boolean verify(char[] password, String phc) {
        Argon2id parameters = parse(phc);
        Matcher parts = match(phc);
        byte[] salt = Base64.getDecoder().decode(parts.group(4));
        byte[] expected = Base64.getDecoder().decode(parts.group(5));
        return MessageDigest.isEqual(expected, parameters.compute(password, salt));
    }

    private byte[] compute(char[] password, byte[] salt) {
        byte[] secret = encode(password);
        try {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(memoryKib)
                    .withIterations(iterations)
                    .withParallelism(parallelism)
                    .withSalt(salt)
                    .build());
            byte[] out = new byte[32];
            generator.generateBytes(secret, out);
            return out;
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** UTF-8 of the composed form: some keyboards type an accented letter as one character, others as two. */
    private static byte[] encode(char[] password) {
        CharBuffer text = CharBuffer.wrap(password);
        if (!Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
            text = CharBuffer.wrap(Normalizer.normalize(text, Normalizer.Form.NFC));
        }
        var bytes = StandardCharsets.UTF_8.encode(text);
        byte[] encoded = new byte[bytes.remaining()];
        bytes.get(encoded);
        Arrays.fill(bytes.array(), (byte) 0);
        return encoded;
    }

    private String phc(byte[] salt, byte[] hash) {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + memoryKib + ",t=" + iterations + ",p=" + parallelism + "$"
                + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
    }

    private static Argon2id parse(String phc) {
        Matcher parts = match(phc);
        Argon2id parameters = new Argon2id(
                Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
        if (parameters.memoryKib < 8
                || parameters.memoryKib > MAX_MEMORY_KIB
                || parameters.iterations < 1
                || parameters.parallelism < 1) {
            throw new IllegalArgumentException("password hash with parameters out of bounds");
        }
        return parameters;
    }

    private static Matcher match(String phc) {
        Matcher parts = PHC.matcher(phc);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not an Argon2id hash");
        }
        return parts;
    }

    private static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
