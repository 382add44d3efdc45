package org.sightline.storage.sftp.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.UserAuthFactory;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.keyboard.UserInteraction;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.channel.RequestHandler;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.compression.BuiltinCompressions;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.global.KeepAliveHandler;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactoryFactory;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.client.impl.AbstractSftpClient;

/**
 * An SSH client that knows nothing but its configuration: no agent, no {@code ~/.ssh}, no forwarding, no algorithms of the
 * past.
 */
final class StrictClient {
    private static final List<BuiltinDHFactories> KEY_EXCHANGES = List.of(
            BuiltinDHFactories.mlkem768x25519,
            BuiltinDHFactories.sntrup761x25519,
            BuiltinDHFactories.sntrup761x25519_openssh,
            BuiltinDHFactories.curve25519,
            BuiltinDHFactories.curve25519_libssh,
            BuiltinDHFactories.ecdhp256,
            BuiltinDHFactories.ecdhp384,
            BuiltinDHFactories.ecdhp521,
            BuiltinDHFactories.dhg16_512,
            BuiltinDHFactories.dhg18_512);

    private static final List<BuiltinCiphers> CIPHERS = List.of(
            BuiltinCiphers.aes256gcm,
            BuiltinCiphers.aes128gcm,
            BuiltinCiphers.cc20p1305_openssh,
            BuiltinCiphers.aes256ctr,
            BuiltinCiphers.aes128ctr);

    private static final List<BuiltinMacs> MACS = List.of(BuiltinMacs.hmacsha256etm, BuiltinMacs.hmacsha512etm);

    private static final List<BuiltinSignatures> SIGNATURES = List.of(
            BuiltinSignatures.ed25519,
            BuiltinSignatures.nistp256,
            BuiltinSignatures.nistp384,
            BuiltinSignatures.nistp521,
            BuiltinSignatures.rsaSHA512,
            BuiltinSignatures.rsaSHA256);

    private static final int IO_THREADS = 2;
    private static final int HEARTBEATS_UNANSWERED = 3;

    private StrictClient() {}

    /** Not started yet. */
    static SshClient of(Settings settings, ServerKeyVerifier verifier) {
        SshClient client = ClientBuilder.builder()
                .keyExchangeFactories(NamedFactory.setUpTransformedFactories(true, KEY_EXCHANGES, ClientBuilder.DH2KEX))
                .cipherFactories(new ArrayList<>(NamedFactory.setUpBuiltinFactories(true, CIPHERS)))
                .macFactories(new ArrayList<>(NamedFactory.setUpBuiltinFactories(true, MACS)))
                .signatureFactories(signatures(settings.hostKeys()))
                .compressionFactories(List.of(BuiltinCompressions.none))
                .channelFactories(List.of())
                .globalRequestHandlers(List.of(KeepAliveHandler.INSTANCE, StrictClient::ignoreOtherHostKeys))
                .hostConfigEntryResolver(HostConfigEntryResolver.EMPTY)
                .filePasswordProvider(FilePasswordProvider.EMPTY)
                .serverKeyVerifier(verifier)
                .build();
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setUserAuthFactories(authentications(settings));
        client.setUserInteraction(UserInteraction.NONE);
        client.setIoServiceFactoryFactory(new Nio2ServiceFactoryFactory()); // not what a class loader happens to hold
        client.setNioWorkers(IO_THREADS);
        setTimes(client, settings);
        return client;
    }

    /** OpenSSH tells its other host keys after each login; only a pinned one counts. */
    private static RequestHandler.Result ignoreOtherHostKeys(
            ConnectionService service, String request, boolean wantReply, Buffer buffer) {
        return "hostkeys-00@openssh.com".equals(request)
                ? RequestHandler.Result.Replied
                : RequestHandler.Result.Unsupported;
    }

    /** The types of pinned keys first, so that a server with several keys shows one of them. */
    private static List<NamedFactory<Signature>> signatures(HostKeys pinned) {
        List<NamedFactory<Signature>> signatures =
                new ArrayList<>(NamedFactory.setUpBuiltinFactories(true, SIGNATURES));
        signatures.sort(Comparator.comparing(
                signature -> pinned.types().contains(keyType(signature.getName())) ? 0 : 1)); // stable
        return signatures;
    }

    private static String keyType(String signature) {
        return signature.startsWith("rsa-sha2-") ? "ssh-rsa" : signature;
    }

    private static List<UserAuthFactory> authentications(Settings settings) {
        List<UserAuthFactory> factories = new ArrayList<>();
        if (settings.privateKeyFile().isPresent()) {
            factories.add(UserAuthPublicKeyFactory.INSTANCE);
        }
        if (!settings.password().isEmpty()) {
            factories.add(UserAuthPasswordFactory.INSTANCE);
            factories.add(UserAuthKeyboardInteractiveFactory.INSTANCE); // how some servers ask for a password
        }
        return factories;
    }

    private static void setTimes(SshClient client, Settings settings) {
        CoreModuleProperties.IO_CONNECT_TIMEOUT.set(client, settings.connectTimeout());
        CoreModuleProperties.AUTH_TIMEOUT.set(client, settings.connectTimeout().multipliedBy(2));
        CoreModuleProperties.PASSWORD_PROMPTS.set(client, 1);
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, settings.keepAlive());
        CoreModuleProperties.HEARTBEAT_REQUEST.set(client, "keepalive@openssh.com");
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, HEARTBEATS_UNANSWERED);
        CoreModuleProperties.TCP_NODELAY.set(client, true);
        CoreModuleProperties.SOCKET_KEEPALIVE.set(client, true);
        SftpModuleProperties.SFTP_CHANNEL_OPEN_TIMEOUT.set(client, settings.connectTimeout());
        AbstractSftpClient.SFTP_CLIENT_CMD_TIMEOUT.set(client, settings.readTimeout());
    }
}
