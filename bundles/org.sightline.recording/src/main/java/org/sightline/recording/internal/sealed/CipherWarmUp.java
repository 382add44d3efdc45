package org.sightline.recording.internal.sealed;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Lets the JVM compile AES-GCM soon after the start. JDK 17 interprets it until short messages have been through often
 * enough, and until then opening a record, and every TLS body, takes thirty times as long; a recorder's long records alone
 * would take hours to get there.
 */
@Component(
        service = {},
        immediate = true)
public final class CipherWarmUp {
    private static final int ROUNDS = 10_000;
    private static final int BYTES = 256;
    private static final int TAG_BITS = 128;

    @Activate
    public CipherWarmUp() {
        Thread thread = new Thread(CipherWarmUp::run, "sightline-recording-warm-up");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    /** A fifth of a second of one core. The key and what it seals are thrown away. */
    private static void run() {
        try {
            SecretKeySpec key = new SecretKeySpec(new byte[32], "AES");
            Cipher seal = Cipher.getInstance("AES/GCM/NoPadding");
            Cipher open = Cipher.getInstance("AES/GCM/NoPadding");
            for (long round = 0; round < ROUNDS; round++) {
                byte[] nonce = ByteBuffer.allocate(12).putLong(4, round).array();
                GCMParameterSpec parameters = new GCMParameterSpec(TAG_BITS, nonce);
                seal.init(Cipher.ENCRYPT_MODE, key, parameters);
                open.init(Cipher.DECRYPT_MODE, key, parameters);
                open.doFinal(seal.doFinal(new byte[BYTES]));
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }
}
