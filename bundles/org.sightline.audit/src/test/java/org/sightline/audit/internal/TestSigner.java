package org.sightline.audit.internal;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import org.sightline.audit.spi.CheckpointSigner;

/** Signs with a key of its own; it can be told to fail. */
final class TestSigner implements CheckpointSigner {
    private final KeyPair pair;
    private volatile boolean available = true;

    TestSigner() {
        try {
            pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    void available(boolean now) {
        available = now;
    }

    @Override
    public Signed sign(byte[] content) throws IOException {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(content);
            return new Signed(publicKey(), Base64.getEncoder().encodeToString(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String publicKey() throws IOException {
        if (!available) {
            throw new IOException("the key is away");
        }
        return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    }

    String pem() throws IOException {
        return "-----BEGIN PUBLIC KEY-----\n" + publicKey() + "\n-----END PUBLIC KEY-----\n";
    }
}
