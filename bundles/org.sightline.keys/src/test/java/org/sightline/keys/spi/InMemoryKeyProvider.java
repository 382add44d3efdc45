package org.sightline.keys.spi;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.sightline.keys.KeysException;
import org.sightline.keys.KeysException.Reason;
import org.sightline.keys.WrappedKey;
import org.sightline.tenancy.WorkspaceId;

/** A provider in memory, for tests; it can be told to fail. */
public final class InMemoryKeyProvider implements KeyProvider {
    private final Map<WorkspaceId, List<SecretKeySpec>> keys = new ConcurrentHashMap<>();
    private final Set<WorkspaceId> destroyed = ConcurrentHashMap.newKeySet();
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
    public Health health() {
        Optional<Reason> now = failure;
        return new Health(
                now.isEmpty(), now.map(reason -> name + " was told to fail").orElse("in memory"));
    }

    @Override
    public void prepare(WorkspaceId workspace, String region) throws KeysException {
        check(workspace);
        keys.computeIfAbsent(workspace, id -> List.of(fresh()));
    }

    private SecretKeySpec fresh() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return new SecretKeySpec(bytes, "AES");
    }

    @Override
    public String currentVersion(WorkspaceId workspace, String region) throws KeysException {
        check(workspace);
        return Integer.toString(versions(workspace).size());
    }

    private List<SecretKeySpec> versions(WorkspaceId workspace) throws KeysException {
        List<SecretKeySpec> versions = keys.get(workspace);
        if (versions == null) {
            throw wrong(null);
        }
        return versions;
    }

    @Override
    public String rotate(WorkspaceId workspace, String region) throws KeysException {
        check(workspace);
        return Integer.toString(keys.merge(
                        workspace,
                        List.of(fresh()),
                        (old, added) ->
                                Stream.concat(old.stream(), added.stream()).toList())
                .size());
    }

    @Override
    public WrappedKey wrap(WorkspaceId workspace, String region, byte[] dataKey, String context) throws KeysException {
        check(workspace);
        List<SecretKeySpec> versions = versions(workspace);
        byte[] nonce = new byte[12];
        random.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, versions.get(versions.size() - 1), nonce, dataKey, 0, context);
        byte[] both = Arrays.copyOf(nonce, 12 + sealed.length);
        System.arraycopy(sealed, 0, both, 12, sealed.length);
        return new WrappedKey(
                name,
                Integer.toString(versions.size()),
                Base64.getUrlEncoder().withoutPadding().encodeToString(both));
    }

    @Override
    public byte[] unwrap(WorkspaceId workspace, WrappedKey wrapped, String context) throws KeysException {
        check(workspace);
        List<SecretKeySpec> versions = versions(workspace);
        byte[] both = Base64.getUrlDecoder().decode(wrapped.ciphertext());
        for (int version = 1; version <= versions.size(); version++) {
            if (wrapped.version().equals(Integer.toString(version)) && both.length >= 12) {
                return crypt(Cipher.DECRYPT_MODE, versions.get(version - 1), both, both, 12, context);
            }
        }
        throw wrong(null);
    }

    @Override
    public void destroy(WorkspaceId workspace) throws KeysException {
        if (failure.isPresent()) {
            check(workspace);
        }
        destroyed.add(workspace);
        keys.remove(workspace);
    }

    private static byte[] crypt(int mode, SecretKeySpec key, byte[] nonce, byte[] input, int offset, String context)
            throws KeysException {
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

    private void check(WorkspaceId workspace) throws KeysException {
        Optional<Reason> now = failure;
        if (now.isPresent()) {
            throw new KeysException(now.get(), name + " was told to fail", null);
        }
        if (destroyed.contains(workspace)) {
            throw new KeysException(Reason.DESTROYED, "the key of " + workspace + " is destroyed", null);
        }
    }
}
