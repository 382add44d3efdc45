package org.sightline.recording.internal.sealed;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with SHA-256 (RFC 5869). */
final class Hkdf {
    private static final String MAC = "HmacSHA256";
    private static final int HASH = 32;

    private Hkdf() {}

    /** RFC 5869 §2.2. */
    static byte[] extract(byte[] salt, byte[] input) {
        return hmac(salt, input);
    }

    /** RFC 5869 §2.3. */
    static byte[] expand(byte[] pseudoRandomKey, byte[] info, int length) {
        byte[] output = new byte[length];
        byte[] block = new byte[0];
        for (int done = 0, counter = 1; done < length; counter++) {
            byte[] input = Arrays.copyOf(block, block.length + info.length + 1);
            System.arraycopy(info, 0, input, block.length, info.length);
            input[input.length - 1] = (byte) counter;
            block = hmac(pseudoRandomKey, input);
            Arrays.fill(input, (byte) 0);
            int taken = Math.min(HASH, length - done);
            System.arraycopy(block, 0, output, done, taken);
            done += taken;
        }
        Arrays.fill(block, (byte) 0);
        return output;
    }

    private static byte[] hmac(byte[] key, byte[] input) {
        try {
            Mac mac = Mac.getInstance(MAC);
            // an empty salt stands for zeros (RFC 5869 §2.2), and HMAC pads keys with zeros
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[HASH] : key, MAC));
            return mac.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }
}
