package org.sightline.keys.local.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sightline.keys.KeysException;
import org.sightline.keys.KeysException.Reason;
import org.sightline.keys.spi.KeyProvider;
import org.sightline.keys.spi.SignatureProvider;
import org.sightline.keys.spi.SignatureProviderContract;
import org.sightline.tenancy.WorkspaceId;

final class LocalSignatureProviderTest extends SignatureProviderContract {
    @TempDir
    Path temporary;

    private final byte[] content = "report".getBytes(StandardCharsets.US_ASCII);

    @Override
    protected SignatureProvider create() {
        return new LocalSignatureProvider(signingKeystore(), passphrase());
    }

    private KeyProvider keyProvider() {
        return new LocalKeyProvider(keystore(), passphrase());
    }

    private Passphrase passphrase() {
        return new Passphrase(Optional.empty(), passphraseFile(), List.of(keystore(), signingKeystore()));
    }

    private Path keystore() {
        return temporary.resolve("keys/workspace.p12");
    }

    private Path signingKeystore() {
        return temporary.resolve("keys/signing.p12");
    }

    private Path passphraseFile() {
        return temporary.resolve("keys/passphrase");
    }

    @Test
    void theKeyOutlivesARestartAndIsForTheOwnerOnly() throws Exception {
        String before = create().sign(content).publicKey();
        assertEquals(before, create().sign(content).publicKey());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(signingKeystore())));
    }

    @Test
    void itSharesThePassphraseWithTheWorkspaceKeys() throws Exception {
        create().sign(content);
        byte[] passphrase = Files.readAllBytes(passphraseFile());
        WorkspaceId workspace = WorkspaceId.fresh();
        keyProvider().prepare(workspace, "ca-central-1");
        assertArrayEquals(passphrase, Files.readAllBytes(passphraseFile()));
        assertEquals("1", keyProvider().currentVersion(workspace, "ca-central-1"));
    }

    @Test
    void aMissingPassphraseIsNotReplacedWhileAKeyStoreNeedsIt() throws Exception {
        keyProvider().prepare(WorkspaceId.fresh(), "ca-central-1");
        Files.delete(passphraseFile());
        KeysException refused = assertThrows(KeysException.class, () -> create().sign(content));
        assertEquals(Reason.YOUR_SETTINGS, refused.reason());
        assertTrue(refused.getMessage().contains(passphraseFile().toString()));
        assertFalse(Files.exists(passphraseFile()));
        assertFalse(Files.exists(signingKeystore()));
    }

    @Test
    void aDamagedKeyStoreIsRefusedAndKept() throws Exception {
        create().sign(content);
        Files.writeString(signingKeystore(), "not a key store");
        KeysException refused = assertThrows(KeysException.class, () -> create().sign(content));
        assertEquals(Reason.YOUR_SETTINGS, refused.reason());
        assertTrue(refused.getMessage().contains(signingKeystore().toString()));
        assertEquals("not a key store", Files.readString(signingKeystore()));
    }

    @Test
    void aKeyStoreWithoutASigningKeyIsRefused() throws Exception {
        keyProvider().prepare(WorkspaceId.fresh(), "ca-central-1");
        Files.copy(keystore(), signingKeystore());
        KeysException refused = assertThrows(KeysException.class, () -> create().sign(content));
        assertTrue(refused.getMessage().contains("no signing key"), refused.getMessage());
    }
}
