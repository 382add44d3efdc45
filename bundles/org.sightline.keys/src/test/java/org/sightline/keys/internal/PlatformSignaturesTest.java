package org.sightline.keys.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sightline.keys.KeysException;
import org.sightline.keys.KeysException.Reason;
import org.sightline.keys.Signatures.Signature;

final class PlatformSignaturesTest {
    private final Signature low = new Signature("Ed25519", "low", "1");
    private final Signature high = new Signature("Ed25519", "high", "2");

    @Test
    void theProviderOfTheHighestRankingSigns() throws Exception {
        assertEquals(high, new PlatformSignatures(List.of(content -> low, content -> high)).sign(new byte[0]));
    }

    @Test
    void withoutAProviderNothingIsSigned() {
        KeysException failure =
                assertThrows(KeysException.class, () -> new PlatformSignatures(List.of()).sign(new byte[0]));
        assertEquals(Reason.UNAVAILABLE, failure.reason());
    }
}
