package org.sightline.keys.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sightline.keys.Signatures.Signature;

/** What everything that signs for the platform must do. Extend it. */
@Timeout(60)
public abstract class SignatureProviderContract {
    private final byte[] content = "{\"moved\":3}".getBytes(StandardCharsets.UTF_8);
    private SignatureProvider provider;

    /** A provider on its first use. */
    protected abstract SignatureProvider create() throws Exception;

    @BeforeEach
    void createProvider() throws Exception {
        provider = create();
    }

    /** Checks as a third party would that has the JDK only. */
    protected static boolean verifies(Signature signature, byte[] content) throws GeneralSecurityException {
        java.security.Signature check = java.security.Signature.getInstance(signature.algorithm());
        check.initVerify(KeyFactory.getInstance(signature.algorithm())
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(signature.publicKey()))));
        check.update(content);
        return check.verify(Base64.getDecoder().decode(signature.value()));
    }

    @Test
    void anyoneCanCheckASignature() throws Exception {
        Signature signature = provider.sign(content);
        assertEquals("Ed25519", signature.algorithm());
        assertTrue(verifies(signature, content));
    }

    @Test
    void alteredContentDoesNotVerify() throws Exception {
        Signature signature = provider.sign(content);
        byte[] altered = content.clone();
        altered[3] ^= 1;
        assertFalse(verifies(signature, altered));
    }

    @Test
    void theKeyStaysTheSame() throws Exception {
        assertEquals(
                provider.sign(content).publicKey(), provider.sign(new byte[0]).publicKey());
    }
}
