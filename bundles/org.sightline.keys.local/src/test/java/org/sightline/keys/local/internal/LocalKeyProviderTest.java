package org.sightline.keys.local.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sightline.keys.KeysException;
import org.sightline.keys.KeysException.Reason;
import org.sightline.keys.WrappedKey;
import org.sightline.keys.spi.KeyProvider;
import org.sightline.keys.spi.KeyProviderContract;
import org.sightline.tenancy.WorkspaceId;

final class LocalKeyProviderTest extends KeyProviderContract {
    @TempDir
    Path temporary;

    private final WorkspaceId workspace = WorkspaceId.fresh();
    private final byte[] dataKey = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    @Override
    protected KeyProvider create() {
        return provider(Optional.empty());
    }

    private KeyProvider provider(Optional<String> environment) {
        return new LocalKeyProvider(keystore(), new Passphrase(environment, passphraseFile(), List.of(keystore())));
    }

    private Path keystore() {
        return temporary.resolve("keys/workspace.p12");
    }

    private Path passphraseFile() {
        return temporary.resolve("secrets/passphrase");
    }

    private static KeysException refused(org.junit.jupiter.api.function.Executable executable) {
        KeysException refused = assertThrows(KeysException.class, executable);
        assertEquals(Reason.YOUR_SETTINGS, refused.reason());
        assertFalse(refused.getMessage().contains("\n"));
        return refused;
    }

    private void writePassphrase(String text) throws Exception {
        Files.deleteIfExists(passphraseFile());
        Files.writeString(passphraseFile(), text);
        Files.setPosixFilePermissions(passphraseFile(), PosixFilePermissions.fromString("r--------"));
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void theFirstBootMakesAKeyStoreAndAPassphraseForTheOwnerOnly() throws Exception {
        create().prepare(workspace, HERE);
        assertEquals("rw-------", permissions(keystore()));
        assertEquals("r--------", permissions(passphraseFile()));
        assertEquals("rwx------", permissions(keystore().getParent()));
        assertTrue(Files.readString(passphraseFile()).strip().length() >= 43);
    }

    @Test
    void keysOutliveARestart() throws Exception {
        KeyProvider before = create();
        before.prepare(workspace, HERE);
        WrappedKey wrapped = before.wrap(workspace, HERE, dataKey, "rec_1");
        KeyProvider after = create();
        assertArrayEquals(dataKey, after.unwrap(workspace, wrapped, "rec_1"));
        after.prepare(WorkspaceId.fresh(), HERE);
        assertArrayEquals(dataKey, create().unwrap(workspace, wrapped, "rec_1"));
    }

    @Test
    void neitherFileHoldsADataKeyOrTheOthersSecret() throws Exception {
        KeyProvider provider = create();
        provider.prepare(workspace, HERE);
        WrappedKey wrapped = provider.wrap(workspace, HERE, dataKey, "rec_1");
        String store = Files.readString(keystore(), StandardCharsets.ISO_8859_1);
        assertFalse(store.contains(Files.readString(passphraseFile()).strip()));
        byte[] sealed = Base64.getUrlDecoder().decode(wrapped.ciphertext());
        assertFalse(new String(sealed, StandardCharsets.ISO_8859_1).contains("0123456789abcdef"));
    }

    @Test
    void aWrongPassphraseIsOneClearLineAndItRecovers() throws Exception {
        KeyProvider before = create();
        before.prepare(workspace, HERE);
        WrappedKey wrapped = before.wrap(workspace, HERE, dataKey, "rec_1");
        String right = Files.readString(passphraseFile());
        Files.delete(passphraseFile());
        writePassphrase("wrong");

        KeyProvider after = create();
        KeysException refused = refused(() -> after.unwrap(workspace, wrapped, "rec_1"));
        assertTrue(refused.getMessage().contains(passphraseFile().toString()));
        assertTrue(refused.getMessage().contains(keystore().toString()));
        refused(() -> after.prepare(WorkspaceId.fresh(), HERE));
        refused(() -> after.wrap(workspace, HERE, dataKey, "rec_1"));

        writePassphrase(right);
        assertArrayEquals(dataKey, after.unwrap(workspace, wrapped, "rec_1"));
    }

    @Test
    void aMissingPassphraseIsNeverReplaced() throws Exception {
        create().prepare(workspace, HERE);
        byte[] store = Files.readAllBytes(keystore());
        Files.delete(passphraseFile());
        KeyProvider after = create();
        KeysException refused = refused(() -> after.prepare(workspace, HERE));
        assertTrue(refused.getMessage().contains(passphraseFile().toString()));
        assertFalse(Files.exists(passphraseFile()));
        assertArrayEquals(store, Files.readAllBytes(keystore()));
    }

    @Test
    void aDamagedKeyStoreIsRefusedAndKept() throws Exception {
        create().prepare(workspace, HERE);
        Files.write(keystore(), "not a key store".getBytes(StandardCharsets.US_ASCII));
        KeyProvider after = create();
        refused(() -> after.prepare(workspace, HERE));
        assertEquals("not a key store", Files.readString(keystore()));
    }

    @Test
    void anEmptyOrOverlongPassphraseFileIsRefused() throws Exception {
        create().prepare(workspace, HERE);
        Files.delete(passphraseFile());
        writePassphrase(" \n");
        KeyProvider after = create();
        refused(() -> after.prepare(workspace, HERE));
        writePassphrase("x".repeat(4000));
        refused(() -> after.prepare(workspace, HERE));
    }

    @Test
    void theEnvironmentTakesThePlaceOfTheFile() throws Exception {
        Files.delete(keystore());
        Files.delete(passphraseFile());
        KeyProvider before = provider(Optional.of("from the environment"));
        before.prepare(workspace, HERE);
        WrappedKey wrapped = before.wrap(workspace, HERE, dataKey, "rec_1");
        assertFalse(Files.exists(passphraseFile()));
        assertArrayEquals(dataKey, provider(Optional.of("from the environment")).unwrap(workspace, wrapped, "rec_1"));
        KeysException refused = refused(() -> provider(Optional.of("another")).unwrap(workspace, wrapped, "rec_1"));
        assertTrue(refused.getMessage().contains(Passphrase.VARIABLE));
        assertFalse(refused.getMessage().contains("another"));
    }

    @Test
    void aCrashInTheMiddleOfAWriteIsHealed() throws Exception {
        KeyProvider before = create();
        before.prepare(workspace, HERE);
        WrappedKey wrapped = before.wrap(workspace, HERE, dataKey, "rec_1");
        Files.writeString(keystore().resolveSibling(".workspace.p12.part"), "half");
        KeyProvider after = create();
        after.prepare(WorkspaceId.fresh(), HERE);
        assertArrayEquals(dataKey, after.unwrap(workspace, wrapped, "rec_1"));
        assertFalse(Files.exists(keystore().resolveSibling(".workspace.p12.part")));
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsNamed() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "");
        KeyProvider provider = new LocalKeyProvider(
                file.resolve("keys.p12"), new Passphrase(Optional.of("passphrase"), passphraseFile(), List.of()));
        assertTrue(refused(() -> provider.prepare(workspace, HERE)).getMessage().contains(file.toString()));
    }

    @Test
    void aPassphraseThatOthersMayReadIsRefused() throws Exception {
        create().prepare(workspace, HERE);
        Files.setPosixFilePermissions(passphraseFile(), PosixFilePermissions.fromString("r--r-----"));
        KeyProvider after = create();
        KeysException refused = refused(() -> after.prepare(workspace, HERE));
        assertTrue(refused.getMessage().contains(passphraseFile().toString()));
        assertTrue(refused.getMessage().contains("0400"));
        assertEquals(new KeyProvider.Health(false, refused.getMessage()), after.health());
        Files.setPosixFilePermissions(passphraseFile(), PosixFilePermissions.fromString("r--------"));
        after.prepare(workspace, HERE);
        assertTrue(after.health().ready());
    }

    @Test
    void allVersionsAndDestructionsOutliveARestart() throws Exception {
        WorkspaceId gone = WorkspaceId.fresh();
        KeyProvider before = create();
        before.prepare(workspace, HERE);
        before.prepare(gone, HERE);
        WrappedKey first = before.wrap(workspace, HERE, dataKey, "rec_1");
        WrappedKey lost = before.wrap(gone, HERE, dataKey, "rec_1");
        assertEquals("2", before.rotate(workspace, HERE));
        WrappedKey second = before.wrap(workspace, HERE, dataKey, "rec_1");
        before.destroy(gone);

        KeyProvider after = create();

        assertEquals("2", after.currentVersion(workspace, HERE));
        assertArrayEquals(dataKey, after.unwrap(workspace, first, "rec_1"));
        assertArrayEquals(dataKey, after.unwrap(workspace, second, "rec_1"));
        KeysException destroyed = assertThrows(KeysException.class, () -> after.unwrap(gone, lost, "rec_1"));
        assertEquals(Reason.DESTROYED, destroyed.reason());
        assertEquals(
                Reason.DESTROYED,
                assertThrows(KeysException.class, () -> after.prepare(gone, HERE))
                        .reason());
    }

    @Test
    void aChangeThatCannotBeWrittenChangesNothing() throws Exception {
        KeyProvider provider = create();
        provider.prepare(workspace, HERE);
        WrappedKey wrapped = provider.wrap(workspace, HERE, dataKey, "rec_1");
        byte[] store = Files.readAllBytes(keystore());
        Path obstacle = keystore().resolveSibling(".workspace.p12.part").resolve("obstacle");
        Files.createDirectories(obstacle);

        KeysException failure = refused(() -> provider.rotate(workspace, HERE));
        assertTrue(failure.getMessage().contains(keystore().toString()), failure.getMessage());
        refused(() -> provider.destroy(workspace));
        refused(() -> provider.prepare(WorkspaceId.fresh(), HERE));

        assertEquals("1", provider.currentVersion(workspace, HERE));
        assertArrayEquals(store, Files.readAllBytes(keystore()));
        assertArrayEquals(dataKey, provider.unwrap(workspace, wrapped, "rec_1"));
        Files.delete(obstacle);
        assertEquals("2", provider.rotate(workspace, HERE));
        assertArrayEquals(dataKey, create().unwrap(workspace, wrapped, "rec_1"));
        assertEquals("2", create().currentVersion(workspace, HERE));
    }

    @Test
    void aHundredThousandKeysAreWrappedAnewWithinTheTimeOfARotation() throws Exception {
        KeyProvider provider = create();
        provider.prepare(workspace, HERE);
        WrappedKey wrapped = provider.wrap(workspace, HERE, dataKey, "rec_1");
        provider.rotate(workspace, HERE);
        byte[] store = Files.readAllBytes(keystore());
        Files.delete(keystore());
        Files.delete(passphraseFile());
        assertTimeout(Duration.ofSeconds(30), () -> {
            for (int i = 0; i < 100_000; i++) {
                provider.wrap(workspace, HERE, provider.unwrap(workspace, wrapped, "rec_1"), "rec_1");
            }
        });
        assertFalse(Files.exists(keystore()), "no wrapping touches the key store of " + store.length + " bytes");
    }

    @Test
    void badPathsNameTheirKey() {
        assertBad("keystore", "relative.p12", "");
        assertBad("passphraseFile", "", "relative");
        assertBad("keystore", "/a\0b", "");
        assertBad("signingKeystore", "", "");
    }

    private static void assertBad(String key, String keystore, String passphraseFile) {
        LocalConfig config = new LocalConfig() {
            @Override
            public String keystore() {
                return keystore;
            }

            @Override
            public String signingKeystore() {
                return key.equals("signingKeystore") ? "relative" : "";
            }

            @Override
            public String passphraseFile() {
                return passphraseFile;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return LocalConfig.class;
            }
        };
        String message = assertThrows(IllegalArgumentException.class, () -> new LocalKeyProvider(config))
                .getMessage();
        assertTrue(message.startsWith(key + " of org.sightline.keys.local"), message);
    }
}
