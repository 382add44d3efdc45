package org.sightline.storage.sftp.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** The SFTP server of Apache MINA SSHD in this process. It offers neither fsync of directories nor hard links. */
final class MinaServer implements TestServer {
    static final String PASSWORD = "correct horse battery staple";

    private final Path root;
    private final Consumer<SshServer> adjustment;
    private KeyPair hostKey = freshKey();
    private final AtomicInteger refusals = new AtomicInteger();
    private SshServer server;
    private int port;

    MinaServer(Path root) throws IOException {
        this(root, server -> {});
    }

    /** @param adjustment makes the server misbehave */
    MinaServer(Path root, Consumer<SshServer> adjustment) throws IOException {
        this.root = root;
        this.adjustment = adjustment;
        restart();
    }

    private static KeyPair freshKey() {
        try {
            return KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    void changeHostKey() throws IOException {
        stop();
        hostKey = freshKey();
        restart();
    }

    /** An adjustment: its SFTP tells the listener what it does, and fails as the listener fails. */
    static Consumer<SshServer> listening(SftpEventListener listener) {
        return server -> {
            SftpSubsystemFactory sftp = new SftpSubsystemFactory.Builder().build();
            sftp.addSftpEventListener(listener);
            server.setSubsystemFactories(List.of(sftp));
        };
    }

    /** How many wrong passwords it was given. */
    int refusals() {
        return refusals.get();
    }

    @Override
    public String fingerprint() {
        return KeyUtils.getFingerPrint(hostKey.getPublic());
    }

    @Override
    public void restart() throws IOException {
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(port);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setPasswordAuthenticator((user, password, session) -> {
            boolean right = PASSWORD.equals(password);
            refusals.addAndGet(right ? 0 : 1);
            return right;
        });
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory.Builder().build()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(root));
        CoreModuleProperties.TCP_NODELAY.set(server, true);
        adjustment.accept(server);
        server.start();
        port = server.getPort();
    }

    @Override
    public SftpConfigs configuration(Path directory) {
        return SftpConfigs.on(port)
                .with("_password", PASSWORD)
                .with("hostKey", fingerprint())
                .with("directory", "/" + root.relativize(directory));
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void stop() throws IOException {
        server.stop(true);
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
