package org.sightline.keys.local.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.sightline.keys.KeysException;
import org.sightline.keys.KeysException.Reason;
import org.sightline.keys.WrappedKey;
import org.sightline.keys.spi.KeyProvider;
import org.sightline.tenancy.WorkspaceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the workspaces' keys in a key store on this machine and wraps with AES-256-GCM (NIST SP 800-38D). A key store
 * that does not open leaves the provider registered: it refuses, and tries to open it again at each request.
 */
@Component(configurationPid = LocalConfig.PID, immediate = true)
@Designate(ocd = LocalConfig.class)
public final class LocalKeyProvider implements KeyProvider {
    private static final Logger LOG = LoggerFactory.getLogger(LocalKeyProvider.class);
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final Path file;
    private final Passphrase passphrase;
    private volatile Optional<WorkspaceKeyStore> opened = Optional.empty();
    private volatile Health health;

    @Activate
    public LocalKeyProvider(LocalConfig config) {
        this(LocalConfig.Paths.of(config));
    }

    private LocalKeyProvider(LocalConfig.Paths paths) {
        this(paths.keystore(), paths.passphrase());
    }

    LocalKeyProvider(Path file, Passphrase passphrase) {
        this.file = file;
        this.passphrase = passphrase;
        try {
            open();
        } catch (KeysException e) {
            LOG.error("No recording can be made or watched: {}", e.getMessage());
        }
    }

    private synchronized WorkspaceKeyStore open() throws KeysException {
        if (opened.isEmpty()) {
            try {
                opened = Optional.of(WorkspaceKeyStore.open(file, passphrase));
                health = new Health(true, "the key store " + file + " is open");
            } catch (KeysException e) {
                health = new Health(false, e.getMessage());
                throw e;
            }
        }
        return opened.get();
    }

    private WorkspaceKeyStore store() throws KeysException {
        Optional<WorkspaceKeyStore> now = opened;
        return now.isPresent() ? now.get() : open();
    }

    @Override
    public String name() {
        return "local";
    }

    @Override
    public Health health() {
        return health;
    }

    @Override
    public void prepare(WorkspaceId workspace, String region) throws KeysException {
        store().prepare(workspace);
    }

    @Override
    public String currentVersion(WorkspaceId workspace, String region) throws KeysException {
        return current(workspace).getKey().toString();
    }

    private Map.Entry<Integer, SecretKey> current(WorkspaceId workspace) throws KeysException {
        return store().current(workspace).orElseThrow(() -> noKey(workspace));
    }

    @Override
    public String rotate(WorkspaceId workspace, String region) throws KeysException {
        return Integer.toString(store().rotate(workspace));
    }

    @Override
    public void destroy(WorkspaceId workspace) throws KeysException {
        store().destroy(workspace);
    }

    @Override
    public WrappedKey wrap(WorkspaceId workspace, String region, byte[] dataKey, String context) throws KeysException {
        Map.Entry<Integer, SecretKey> key = current(workspace);
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, workspace, key.getKey(), key.getValue(), nonce, context);
            byte[] sealed = cipher.doFinal(dataKey);
            byte[] both = ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return new WrappedKey(
                    name(),
                    key.getKey().toString(),
                    Base64.getUrlEncoder().withoutPadding().encodeToString(both));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    @Override
    public byte[] unwrap(WorkspaceId workspace, WrappedKey wrapped, String context) throws KeysException {
        try {
            int version = Integer.parseInt(wrapped.version());
            SecretKey key = store().find(workspace, version).orElseThrow(() -> noKey(workspace));
            byte[] both = Base64.getUrlDecoder().decode(wrapped.ciphertext());
            if (both.length < NONCE_BYTES) {
                throw wrong(workspace, null);
            }
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, workspace, version, key, both, context);
            return cipher.doFinal(both, NONCE_BYTES, both.length - NONCE_BYTES);
        } catch (IllegalArgumentException | GeneralSecurityException e) { // not a number, not base64url, not ours
            throw wrong(workspace, e);
        }
    }

    private static Cipher cipher(
            int mode, WorkspaceId workspace, int version, SecretKey key, byte[] nonce, String context)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, 0, NONCE_BYTES));
        String associated = "sightline-wrapped-key-1\n" + workspace.value() + "\n" + version + "\n" + context;
        cipher.updateAAD(associated.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static KeysException noKey(WorkspaceId workspace) {
        return new KeysException(Reason.WRONG_KEY, "the key store holds no such key of " + workspace, null);
    }

    private static KeysException wrong(WorkspaceId workspace, Throwable cause) {
        return new KeysException(
                Reason.WRONG_KEY, "the wrapped key is not of " + workspace + " and this context, or altered", cause);
    }
}
