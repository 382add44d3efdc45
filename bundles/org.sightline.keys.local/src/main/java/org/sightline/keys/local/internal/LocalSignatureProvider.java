package org.sightline.keys.local.internal;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.sightline.keys.KeysException;
import org.sightline.keys.Signatures.Signature;
import org.sightline.keys.local.internal.SigningKeyStore.SigningKey;
import org.sightline.keys.spi.SignatureProvider;

/** Signs with an Ed25519 key (RFC 8032) in a key store on this machine, made at the first signature. */
@Component(configurationPid = LocalConfig.PID)
public final class LocalSignatureProvider implements SignatureProvider {
    private final Path file;
    private final Passphrase passphrase;
    private Optional<SigningKey> opened = Optional.empty();

    @Activate
    public LocalSignatureProvider(LocalConfig config) {
        this(LocalConfig.Paths.of(config));
    }

    private LocalSignatureProvider(LocalConfig.Paths paths) {
        this(paths.signingKeystore(), paths.passphrase());
    }

    LocalSignatureProvider(Path file, Passphrase passphrase) {
        this.file = file;
        this.passphrase = passphrase;
    }

    @Override
    public Signature sign(byte[] content) throws KeysException {
        SigningKey key = key();
        try {
            java.security.Signature signature = java.security.Signature.getInstance(SigningKeyStore.ALGORITHM);
            signature.initSign(key.privateKey());
            signature.update(content);
            Base64.Encoder base64 = Base64.getEncoder();
            return new Signature(
                    SigningKeyStore.ALGORITHM,
                    base64.encodeToString(key.publicKey().getEncoded()),
                    base64.encodeToString(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java 17 signs with Ed25519", e);
        }
    }

    private synchronized SigningKey key() throws KeysException {
        if (opened.isEmpty()) {
            opened = Optional.of(SigningKeyStore.open(file, passphrase));
        }
        return opened.get();
    }
}
