package org.sightline.storage.sftp.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.PublicKey;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.junit.jupiter.api.Test;

final class HostKeysTest {
    private static PublicKey key() throws Exception {
        return KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256).getPublic();
    }

    @Test
    void aKeyIsKnownByItsFingerprint() throws Exception {
        PublicKey key = key();
        HostKeys pinned = HostKeys.parse(" " + KeyUtils.getFingerPrint(key) + " ");
        assertTrue(pinned.contains(key));
        assertFalse(pinned.contains(key()));
        assertEquals(List.of(), pinned.types());
    }

    @Test
    void aKeyIsKnownByItsPublicKeyWithOrWithoutComment() throws Exception {
        PublicKey key = key();
        String line = PublicKeyEntry.toString(key);
        assertTrue(HostKeys.parse(line).contains(key));
        assertTrue(HostKeys.parse(line + " keeper@example").contains(key));
        assertEquals(List.of("ecdsa-sha2-nistp256"), HostKeys.parse(line).types());
    }

    @Test
    void severalKeysMayBePinned() throws Exception {
        PublicKey old = key();
        PublicKey next = key();
        HostKeys pinned = HostKeys.parse(KeyUtils.getFingerPrint(old) + "," + PublicKeyEntry.toString(next));
        assertTrue(pinned.contains(old));
        assertTrue(pinned.contains(next));
    }

    @Test
    void nothingPinnedIsNothingTrusted() throws Exception {
        assertTrue(HostKeys.parse("").isEmpty());
        assertFalse(HostKeys.parse(" ").contains(key()));
    }

    @Test
    void anythingElseIsRefused() {
        for (String text :
                List.of("yes", "SHA256:", "SHA256:" + "A".repeat(42), "MD5:00:11", "ssh-ed25519", "* ssh-rsa A")) {
            assertThrows(IllegalArgumentException.class, () -> HostKeys.parse(text), text);
        }
    }
}
