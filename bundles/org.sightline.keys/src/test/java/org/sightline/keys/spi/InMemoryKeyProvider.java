package org.sightline.keys.spi;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.sightline.keys.KeysException;
import org.sightline.keys.KeysException.Reason;
import org.sightline.keys.WrappedKey;
import org.sightline.tenancy.WorkspaceId;

/** A provider in memory, for tests; it can be told to fail. */
public final class InMemoryKeyProvider implements KeyProvider {
    private final Map<WorkspaceId, SecretKeySpec> keys = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final String name;
    private volatile Optional<Reason> failure = Optional.empty();

    public InMemoryKeyProvider(String name) {
        this.name = name;
    }

    /** From now on every operation fails for this reason; empty: none does. */
    public void failWith(Optional<Reason> reason) {
        failure = reason;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void prepare(WorkspaceId workspace) throws KeysException {
        check();
        keys.computeIfAbsent(workspace, id -> {
            byte[] bytes = new byte[32];
            random.nextBytes(bytes);
            return new SecretKeySpec(bytes, "AES");
        });
    }

    @Override
    public WrappedKey wrap(WorkspaceId workspace, byte[] dataKey, String context) throws KeysException {
        check();
        byte[] nonce = new byte[12];
        random.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, workspace, nonce, dataKey, 0, context);
        byte[] both = Arrays.copyOf(nonce, 12 + sealed.length);
        System.arraycopy(sealed, 0, both, 12, sealed.length);
        return new WrappedKey(name, "1", Base64.getUrlEncoder().withoutPadding().encodeToString(both));
    }

    @Override
    public byte[] unwrap(WorkspaceId workspace, WrappedKey wrapped, String context) throws KeysException {
        check();
        byte[] both = Base64.getUrlDecoder().decode(wrapped.ciphertext());
        if (!wrapped.version().equals("1") || both.length < 12) {
            throw wrong(null);
        }
        return crypt(Cipher.DECRYPT_MODE, workspace, both, both, 12, context);
    }

    private byte[] crypt(int mode, WorkspaceId workspace, byte[] nonce, byte[] input, int offset, String context)
            throws KeysException {
        SecretKeySpec key = keys.get(workspace);
        if (key == null) {
            throw wrong(null);
        }
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(128, nonce, 0, 12));
            cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input, offset, input.length - offset);
        } catch (GeneralSecurityException e) {
            throw wrong(e);
        }
    }

    private static KeysException wrong(Throwable cause) {
        return new KeysException(Reason.WRONG_KEY, "not a key of this workspace and context", cause);
    }

    private void check() throws KeysException {
        Optional<Reason> now = failure;
        if (now.isPresent()) {
            throw new KeysException(now.get(), name + " was told to fail", null);
        }
    }
}
