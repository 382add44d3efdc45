package org.sightline.storage.sftp.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sightline.storage.sftp.internal.SftpBackendContract.CONFIGURATION;
import static org.sightline.storage.sftp.internal.SftpBackendContract.failure;
import static org.sightline.storage.sftp.internal.SftpBackendContract.noise;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.keyboard.DefaultKeyboardInteractiveAuthenticator;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.apache.sshd.sftp.server.AbstractSftpEventListenerAdapter;
import org.apache.sshd.sftp.server.FileHandle;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;
import org.sightline.tenancy.WorkspaceId;

/** Servers that refuse, lie, hang or are not there. */
@Timeout(60)
final class SftpFaultsTest {
    @TempDir
    Path home;

    private final ObjectKey key = new ObjectKey(WorkspaceId.fresh(), "rec_1", "media");
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private <T extends AutoCloseable> T opened(T closeable) {
        opened.add(closeable);
        return closeable;
    }

    private SftpStorageBackend backend(SftpConfigs configuration) {
        SftpStorageBackend backend = new SftpStorageBackend(configuration.config(), CONFIGURATION);
        opened.add(0, backend::stop);
        return backend;
    }

    private StorageException refused(SftpStorageBackend backend, Reason reason, String... words) {
        StorageException failure =
                failure(reason, () -> backend.put(key, new ByteArrayInputStream(noise(100_000)), 100_000));
        for (String word : words) {
            assertTrue(failure.getMessage().contains(word), failure.getMessage());
        }
        assertTrue(failure.getMessage().contains(CONFIGURATION), failure.getMessage());
        return failure;
    }

    private static void awaitUnready(SftpStorageBackend backend, String word) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        !backend.health().ready() && backend.health().message().contains(word));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void aWrongPasswordIsRefusedWithoutBeingShown() throws Exception {
        MinaServer server = opened(new MinaServer(home));
        SftpStorageBackend backend = backend(server.configuration(home).with("_password", "wrong-word"));
        StorageException failure = refused(backend, Reason.YOUR_SETTINGS, ".password");
        assertFalse(failure.getMessage().contains("wrong-word"));
        awaitUnready(backend, ".password");
    }

    @Test
    void aWrongPasswordIsNotTriedOftenEnoughToLockTheAccount() throws Exception {
        MinaServer server = opened(new MinaServer(home));
        SftpStorageBackend backend = backend(server.configuration(home).with("_password", "wrong-word"));
        for (int i = 0; i < 50; i++) {
            refused(backend, Reason.YOUR_SETTINGS);
        }
        assertTrue(server.refusals() <= 2, () -> "tried " + server.refusals() + " times");
    }

    @Test
    void aKeyThatTheServerDoesNotKnowIsRefused() throws Exception {
        Path sshHome = Files.createDirectory(home.resolve("ssh"));
        OpenSshServer server = opened(new OpenSshServer(sshHome));
        SftpStorageBackend backend = backend(server.configuration(home)
                .with("privateKeyFile", sshHome.resolve("host").toString()));
        refused(backend, Reason.YOUR_SETTINGS, "privateKeyFile");
    }

    @Test
    void keyFilesThatCannotBeUsedAreNamed() throws Exception {
        MinaServer server = opened(new MinaServer(home));
        Path missing = home.resolve("missing");
        Path text = privateFile("text", "no key");
        Path open = Files.writeString(home.resolve("open"), "no key");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        for (Path file : List.of(missing, text, open)) {
            SftpConfigs configuration =
                    server.configuration(home).with("_password", "").with("privateKeyFile", file.toString());
            refused(backend(configuration), Reason.YOUR_SETTINGS, "privateKeyFile");
        }
    }

    private Path privateFile(String name, String content) throws IOException {
        Path file = Files.writeString(home.resolve(name), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void keysOfEachFormatOpenTheDoor() throws Exception {
        Path sshHome = Files.createDirectory(home.resolve("ssh"));
        OpenSshServer server = opened(new OpenSshServer(sshHome));
        List<List<String>> formats = List.of(
                List.of("-t", "ed25519", "-N", "open sesame"),
                List.of("-t", "rsa", "-b", "3072", "-m", "PEM", "-N", ""),
                List.of("-t", "rsa", "-b", "3072", "-m", "PKCS8", "-N", "open sesame"),
                List.of("-t", "ecdsa", "-b", "384", "-m", "PEM", "-N", "open sesame"));
        for (int i = 0; i < formats.size(); i++) {
            Path file = server.authorizeKey("format" + i, formats.get(i));
            SftpConfigs configuration = server.configuration(home)
                    .with("privateKeyFile", file.toString())
                    .with("_passphrase", "open sesame");
            SftpStorageBackend backend = backend(configuration);
            backend.put(key, new ByteArrayInputStream(noise(10)), 10);
            assertTrue(backend.delete(key), formats.get(i)::toString);
        }
        SftpConfigs configuration = server.configuration(home)
                .with("privateKeyFile", sshHome.resolve("format0").toString())
                .with("_passphrase", "wrong-word");
        StorageException failure = refused(backend(configuration), Reason.YOUR_SETTINGS, ".passphrase");
        assertFalse(failure.getMessage().contains("wrong-word"));
    }

    @Test
    void aHostKeyThatChangedIsRefusedUntilItIsPinned() throws Exception {
        MinaServer server = opened(new MinaServer(home));
        String before = server.fingerprint();
        SftpStorageBackend backend = backend(server.configuration(home));
        backend.put(key, new ByteArrayInputStream(noise(10)), 10);
        server.changeHostKey();
        ObjectKey other = new ObjectKey(key.workspace(), "rec_2", "media");
        StorageException failure =
                failure(Reason.YOUR_SETTINGS, () -> backend.put(other, new ByteArrayInputStream(noise(10)), 10));
        assertTrue(failure.getMessage().contains(before), failure.getMessage());
        assertTrue(failure.getMessage().contains(server.fingerprint()), failure.getMessage());
        failure(Reason.YOUR_SETTINGS, () -> backend.read(key, 0, 1));
        awaitUnready(backend, server.fingerprint());
        assertEquals(Optional.of(10L), backend(server.configuration(home)).length(key));
    }

    @Test
    void aServerThatAsksForThePasswordInADialogueGetsIt() throws Exception {
        MinaServer server = opened(new MinaServer(home, ssh -> {
            ssh.setUserAuthFactories(List.of(UserAuthKeyboardInteractiveFactory.INSTANCE));
            ssh.setKeyboardInteractiveAuthenticator(DefaultKeyboardInteractiveAuthenticator.INSTANCE);
        }));
        SftpStorageBackend backend = backend(server.configuration(home));
        backend.put(key, new ByteArrayInputStream(noise(10)), 10);
        assertEquals(Optional.of(10L), backend.length(key));
    }

    @Test
    void outdatedAlgorithmsAreRefused() throws Exception {
        for (Consumer<SshServer> adjustment : List.<Consumer<SshServer>>of(
                ssh -> ssh.setCipherFactories(List.of(BuiltinCiphers.aes128cbc)),
                ssh -> {
                    ssh.setCipherFactories(List.of(BuiltinCiphers.aes128ctr));
                    ssh.setMacFactories(List.of(BuiltinMacs.hmacsha1));
                },
                ssh -> ssh.setKeyExchangeFactories(List.of(ServerBuilder.DH2KEX.apply(BuiltinDHFactories.dhg14))))) {
            MinaServer server = opened(new MinaServer(home, adjustment));
            refused(backend(server.configuration(home)), Reason.YOUR_SETTINGS, "outdated algorithms");
        }
    }

    @Test
    void anAccountWithoutSftpIsSaid() throws Exception {
        MinaServer server = opened(new MinaServer(home, ssh -> ssh.setSubsystemFactories(List.of())));
        refused(backend(server.configuration(home)), Reason.YOUR_SETTINGS, "no SFTP");
    }

    @Test
    void nobodyAtThePortIsSaidAtOnce() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        SftpConfigs configuration = SftpConfigs.on(port).with("_password", "x").with("hostKey", "");
        refused(backend(configuration), Reason.TRY_AGAIN, "nothing answers");
    }

    @Test
    void aHostThatNobodyKnowsIsSaid() {
        SftpConfigs configuration = SftpConfigs.on(22).with("_password", "x").with("host", "nowhere.invalid");
        refused(backend(configuration), Reason.YOUR_SETTINGS, "host");
    }

    @Test
    void aServerThatAcceptsAndNeverSpeaksIsGivenUpInTime() throws Exception {
        ServerSocket silent = opened(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        long start = System.nanoTime();
        SftpConfigs configuration =
                SftpConfigs.on(silent.getLocalPort()).with("_password", "x").with("connectSeconds", 1);
        SftpStorageBackend backend = backend(configuration);
        assertTrue(System.nanoTime() - start < Duration.ofMillis(900).toNanos(), "activation waited for the server");
        assertFalse(backend.health().ready());
        refused(backend, Reason.TRY_AGAIN, "does not answer");
        assertTrue(System.nanoTime() - start < Duration.ofSeconds(15).toNanos());
    }

    @Test
    void anInterruptedCallerDoesNotWaitForASilentServer() throws Exception {
        ServerSocket silent = opened(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        SftpStorageBackend backend =
                backend(SftpConfigs.on(silent.getLocalPort()).with("_password", "x"));
        Thread.currentThread().interrupt();
        failure(Reason.TRY_AGAIN, () -> backend.length(key));
        assertTrue(Thread.interrupted());
    }

    @Test
    void aDirectoryThatMayOnlyBeReadIsNamed() throws Exception {
        Path sshHome = Files.createDirectory(home.resolve("ssh"));
        Path objects = Files.createDirectory(home.resolve("objects"));
        try (OpenSshServer writable = new OpenSshServer(sshHome)) {
            SftpStorageBackend backend =
                    new SftpStorageBackend(writable.configuration(objects).config(), CONFIGURATION);
            backend.put(key, new ByteArrayInputStream(noise(10)), 10);
            backend.stop();
        }
        OpenSshServer server = opened(new OpenSshServer(Files.createDirectory(home.resolve("ssh2")), "-R"));
        SftpStorageBackend backend = backend(server.configuration(objects));
        ObjectKey other = new ObjectKey(key.workspace(), "rec_2", "media");
        StorageException failure =
                failure(Reason.YOUR_SETTINGS, () -> backend.put(other, new ByteArrayInputStream(noise(10)), 10));
        assertTrue(failure.getMessage().contains("directory"), failure.getMessage());
        assertTrue(failure.getMessage().contains(CONFIGURATION), failure.getMessage());
        failure(Reason.YOUR_SETTINGS, () -> backend.delete(key));
        awaitUnready(backend, CONFIGURATION);
        assertEquals(Optional.of(10L), backend.length(key));
        assertEquals(10, backend.read(key, 0, 10).readAllBytes().length);
    }

    @Test
    void aFullDiskIsSaidAndLeavesNothing() throws Exception {
        MinaServer server = opened(new MinaServer(home, MinaServer.listening(new FullDisk())));
        SftpStorageBackend backend = backend(server.configuration(home));
        refused(backend, Reason.FULL);
        Awaitility.await().until(() -> files().isEmpty());
    }

    /** Takes a byte, as the look at whether it can be written to does, and no more. */
    private static final class FullDisk extends AbstractSftpEventListenerAdapter {
        @Override
        public void writing(
                ServerSession session,
                String remoteHandle,
                FileHandle localHandle,
                long offset,
                byte[] data,
                int dataOffset,
                int dataLength)
                throws IOException {
            if (dataLength > 1) {
                throw new SftpException(SftpConstants.SSH_FX_NO_SPACE_ON_FILESYSTEM, "full");
            }
        }
    }

    @Test
    void aServerThatLosesBytesIsFoundOut() throws Exception {
        MinaServer server = opened(new MinaServer(home, MinaServer.listening(new LossyDisk())));
        SftpStorageBackend backend = backend(server.configuration(home));
        refused(backend, Reason.TRY_AGAIN, "kept");
        Awaitility.await().until(() -> files().isEmpty());
        assertEquals(Optional.empty(), backend.length(key));
    }

    /** Shortens a file behind the writer's back. */
    private static final class LossyDisk extends AbstractSftpEventListenerAdapter {
        @Override
        public void written(
                ServerSession session,
                String remoteHandle,
                FileHandle localHandle,
                long offset,
                byte[] data,
                int dataOffset,
                int dataLength,
                Throwable thrown)
                throws IOException {
            if (dataLength > 1) {
                localHandle.getFileChannel().truncate(50_000);
            }
        }
    }
}
