package org.sightline.keys.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sightline.audit.spi.CheckpointSigner;
import org.sightline.keys.KeysException;
import org.sightline.keys.Signatures;
import org.sightline.keys.Signatures.Signature;

/** Signs the audit logs' checkpoints with the platform's signing key. */
@Component
public final class PlatformCheckpointSigner implements CheckpointSigner {
    /** A signature comes with the key that made it; this one is shown to nobody. */
    private static final byte[] PROBE = "sightline-which-key-signs".getBytes(StandardCharsets.US_ASCII);

    private final Signatures signatures;

    @Activate
    public PlatformCheckpointSigner(@Reference Signatures signatures) {
        this.signatures = signatures;
    }

    @Override
    public Signed sign(byte[] content) throws IOException {
        Signature made = signature(content);
        return new Signed(made.publicKey(), made.value());
    }

    @Override
    public String publicKey() throws IOException {
        return signature(PROBE).publicKey();
    }

    private Signature signature(byte[] content) throws IOException {
        try {
            return signatures.sign(content);
        } catch (KeysException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
