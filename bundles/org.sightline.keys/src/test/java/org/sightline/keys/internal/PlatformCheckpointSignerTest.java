package org.sightline.keys.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sightline.audit.spi.CheckpointSigner.Signed;
import org.sightline.keys.Signatures.Signature;

final class PlatformCheckpointSignerTest {
    @Test
    void checkpointsAreSignedWithThePlatformsKey() throws Exception {
        PlatformCheckpointSigner signer = new PlatformCheckpointSigner(
                content -> new Signature("Ed25519", "key", Integer.toString(content.length)));
        assertEquals(new Signed("key", "3"), signer.sign(new byte[3]));
        assertEquals("key", signer.publicKey());
    }

    @Test
    void withoutASigningKeyItIsSaidWhy() {
        PlatformCheckpointSigner signer = new PlatformCheckpointSigner(new PlatformSignatures(List.of()));
        String reason = "nothing that holds a signing key is running";
        assertEquals(reason, assertThrows(IOException.class, signer::publicKey).getMessage());
        assertEquals(
                reason,
                assertThrows(IOException.class, () -> signer.sign(new byte[0])).getMessage());
    }
}
