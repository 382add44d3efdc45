package org.sightline.storage.sftp.internal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.future.AuthFuture;
import org.apache.sshd.client.future.ConnectFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.sightline.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens connections to the server of a configuration, one at a time; the caller sees to that. */
final class Dialer {
    private static final Logger LOG = LoggerFactory.getLogger(Dialer.class);
    private static final long MAX_KEY_FILE = 1 << 16;

    private final Settings settings;
    private final Failures failures;
    private SshClient client;
    private boolean closed;
    /** The host key that the server of this attempt showed, if it is not a pinned one. */
    private volatile PublicKey refused;

    Dialer(Settings settings, Failures failures) {
        this.settings = settings;
        this.failures = failures;
    }

    Connection dial() throws StorageException {
        refused = null;
        ClientSession session = connect();
        try {
            authenticate(session);
            return new Connection(session, openSftp(session));
        } catch (StorageException | RuntimeException e) {
            session.close(true);
            throw e;
        }
    }

    private ClientSession connect() throws StorageException {
        try {
            ConnectFuture connecting = client().connect(settings.user(), settings.host(), settings.port());
            if (!connecting.await(settings.connectTimeout())) {
                connecting.cancel();
                throw failures.tryAgain("nothing answers at the host and port", null);
            }
            return connecting.verify().getSession();
        } catch (UnresolvedAddressException e) {
            throw unknownHost(e);
        } catch (IOException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                    throw unknownHost(e);
                }
            }
            throw Failures.isInterruption(e)
                    ? failures.interrupted(e)
                    : failures.tryAgain("nothing answers at the host and port", e);
        }
    }

    private StorageException unknownHost(Exception cause) {
        return failures.yourSettings("no such host is known", "host", cause);
    }

    private synchronized SshClient client() throws StorageException {
        if (closed) {
            throw failures.tryAgain("it was stopped", null);
        }
        if (client == null) {
            client = StrictClient.of(settings, this::verify);
            client.start();
        }
        return client;
    }

    private boolean verify(ClientSession session, SocketAddress address, PublicKey key) {
        boolean pinned = settings.hostKeys().contains(key);
        if (!pinned) {
            refused = key;
        }
        return pinned;
    }

    private void authenticate(ClientSession session) throws StorageException {
        if (settings.privateKeyFile().isPresent()) {
            privateKeys(settings.privateKeyFile().get()).forEach(session::addPublicKeyIdentity);
        }
        if (!settings.password().isEmpty()) {
            session.addPasswordIdentity(settings.password());
        }
        try {
            AuthFuture authenticated = session.auth();
            // A session that closed before it was asked would never say so.
            session.addCloseFutureListener(
                    closed -> authenticated.setException(new SshException("the connection was closed")));
            authenticated.verify(settings.connectTimeout());
        } catch (IOException e) {
            throw explain(e);
        }
    }

    private Iterable<KeyPair> privateKeys(Path file) throws StorageException {
        FilePasswordProvider passphrase = settings.passphrase().isEmpty()
                ? FilePasswordProvider.EMPTY
                : FilePasswordProvider.of(settings.passphrase());
        try {
            requirePrivate(file);
            try (InputStream in = Files.newInputStream(file)) {
                Iterable<KeyPair> keys =
                        SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName("private key"), in, passphrase);
                if (keys != null) {
                    return keys;
                }
            }
            throw failures.yourSettings("the file holds no private key", "privateKeyFile", null);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw failures.yourSettings(
                    "the private key cannot be read (" + e.getClass().getSimpleName() + ")",
                    "privateKeyFile and .passphrase",
                    e);
        }
    }

    private void requirePrivate(Path file) throws IOException, StorageException {
        if (Files.size(file) > MAX_KEY_FILE) {
            throw failures.yourSettings("the file is too big for a private key", "privateKeyFile", null);
        }
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_READ)) {
            throw failures.yourSettings(
                    "everybody may read the private key", "the permissions of privateKeyFile", null);
        }
    }

    private StorageException explain(IOException failure) {
        PublicKey offered = refused;
        if (offered != null) {
            return wrongHostKey(offered, failure);
        }
        if (Failures.isInterruption(failure)) {
            return failures.interrupted(failure);
        }
        int code = failure instanceof SshException ssh ? ssh.getDisconnectCode() : 0;
        return switch (code) {
            case SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE ->
                failures.yourSettings(
                        "the server refuses the user's key or password", "user, privateKeyFile and .password", failure);
            case SshConstants.SSH2_DISCONNECT_KEY_EXCHANGE_FAILED ->
                failures.yourSettings("the server knows only outdated algorithms", "the server of host", failure);
            default -> silentOrGone(failure);
        };
    }

    private StorageException silentOrGone(IOException failure) {
        boolean silent = failure.getCause() instanceof TimeoutException;
        return failures.tryAgain(
                silent ? "the server accepts connections but does not answer" : "the server broke off the connection",
                failure);
    }

    private StorageException wrongHostKey(PublicKey offered, IOException cause) {
        String shown = HostKeys.describe(offered);
        if (settings.hostKeys().isEmpty()) {
            return failures.yourSettings(
                    "no host key is pinned and nothing is trusted unseen; the server shows " + shown
                            + ". Compare it with what the server's administrator says, then set it",
                    "hostKey",
                    cause);
        }
        return failures.yourSettings(
                "the server's host key is not the pinned one: it shows " + shown + ", pinned is " + settings.hostKeys()
                        + ". Somebody may be listening in, or the key was changed: ask the server's administrator",
                "hostKey",
                cause);
    }

    private PipelinedClient openSftp(ClientSession session) throws StorageException {
        try {
            return new PipelinedClient(session, settings.readTimeout());
        } catch (EOFException e) {
            if (session.isOpen()) {
                throw failures.yourSettings("the server offers this user no SFTP", "user", e);
            }
            throw silentOrGone(e);
        } catch (IOException e) {
            throw failures.of("open SFTP", e);
        }
    }

    synchronized void close() {
        closed = true;
        if (client != null) {
            try {
                client.close(true).await(settings.connectTimeout());
            } catch (IOException e) {
                LOG.debug("Storage {} ends before its connections do", settings.name(), e);
            }
            client = null;
        }
    }
}
