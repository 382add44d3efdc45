package org.sightline.keys.local.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.sightline.keys.KeysException;
import org.sightline.keys.KeysException.Reason;
import org.sightline.tenancy.WorkspaceId;

/**
 * The keys of all workspaces in a PKCS#12 file; an entry's alias is {@code workspace/version}. What is asked for comes from
 * memory. A change is in the file, synced, before it is in memory.
 */
final class WorkspaceKeyStore {
    private static final int KEY_BYTES = 32;

    /** The version of the only entry that a workspace has when its keys are destroyed; the entry's key means nothing. */
    private static final int DESTROYED = 0;

    private final Path file;
    private final KeyStore store;
    private final char[] secret;
    private final Map<WorkspaceId, TreeSet<Integer>> versions = new HashMap<>();
    private final Map<String, SecretKey> opened = new HashMap<>();

    private WorkspaceKeyStore(Path file, KeyStore store, char[] secret) {
        this.file = file;
        this.store = store;
        this.secret = secret;
    }

    /**
     * Opens the file, creating it and its passphrase on first use.
     *
     * @throws KeysException {@code YOUR_SETTINGS} with one line that says what to put right
     */
    static WorkspaceKeyStore open(Path file, Passphrase passphrase) throws KeysException {
        try {
            boolean exists = Files.exists(file);
            if (!exists) {
                passphrase.ensure();
            }
            char[] secret = passphrase.read();
            if (exists) {
                KeyStore store = Pkcs12.load(file, secret, passphrase.source());
                WorkspaceKeyStore opened = new WorkspaceKeyStore(file, store, secret);
                opened.readAliases();
                return opened;
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            WorkspaceKeyStore made = new WorkspaceKeyStore(file, store, secret);
            made.save();
            return made;
        } catch (IOException e) {
            throw new KeysException(
                    Reason.YOUR_SETTINGS, "the key store " + file + " cannot be used: " + SecretFiles.reason(e), e);
        } catch (GeneralSecurityException e) {
            throw new KeysException(Reason.YOUR_SETTINGS, "the key store " + file + " is damaged", e);
        }
    }

    /** Learns which there are. Each is decrypted when it is first needed: that takes some milliseconds. */
    private void readAliases() throws KeysException, GeneralSecurityException {
        try {
            for (String alias : Collections.list(store.aliases())) {
                int slash = alias.indexOf('/');
                if (slash > 0 && store.isKeyEntry(alias)) {
                    versions.computeIfAbsent(new WorkspaceId(alias.substring(0, slash)), id -> new TreeSet<>())
                            .add(Integer.valueOf(alias.substring(slash + 1)));
                }
            }
        } catch (IllegalArgumentException e) {
            throw new KeysException(Reason.YOUR_SETTINGS, "the key store " + file + " holds a foreign entry", e);
        }
    }

    /** The workspace's current key and its version. */
    synchronized Optional<Map.Entry<Integer, SecretKey>> current(WorkspaceId workspace) throws KeysException {
        TreeSet<Integer> existing = existing(workspace);
        return existing.isEmpty()
                ? Optional.empty()
                : Optional.of(Map.entry(existing.last(), key(workspace, existing.last())));
    }

    synchronized Optional<SecretKey> find(WorkspaceId workspace, int version) throws KeysException {
        return existing(workspace).contains(version) ? Optional.of(key(workspace, version)) : Optional.empty();
    }

    private TreeSet<Integer> existing(WorkspaceId workspace) throws KeysException {
        TreeSet<Integer> existing = versions.getOrDefault(workspace, new TreeSet<>());
        if (existing.contains(DESTROYED)) {
            throw new KeysException(Reason.DESTROYED, "the key of " + workspace + " has been destroyed", null);
        }
        return existing;
    }

    private SecretKey key(WorkspaceId workspace, int version) throws KeysException {
        String alias = alias(workspace, version);
        SecretKey known = opened.get(alias);
        if (known != null) {
            return known;
        }
        try {
            if (store.getKey(alias, secret) instanceof SecretKey key) {
                opened.put(alias, key);
                return key;
            }
            throw new KeysException(Reason.YOUR_SETTINGS, alias + " of the key store " + file + " is no key", null);
        } catch (GeneralSecurityException e) {
            throw new KeysException(Reason.YOUR_SETTINGS, alias + " of the key store " + file + " does not open", e);
        }
    }

    /** Creates the workspace's first key; it is durable when this returns. */
    synchronized void prepare(WorkspaceId workspace) throws KeysException {
        if (existing(workspace).isEmpty()) {
            rotate(workspace);
        }
    }

    /** Makes the workspace's next version; it is durable when this returns. */
    synchronized int rotate(WorkspaceId workspace) throws KeysException {
        TreeSet<Integer> existing = existing(workspace);
        int next = existing.isEmpty() ? 1 : existing.last() + 1;
        SecretKey key = fresh();
        replace(workspace, Map.of(), Map.of(next, key));
        versions.computeIfAbsent(workspace, id -> new TreeSet<>()).add(next);
        opened.put(alias(workspace, next), key);
        return next;
    }

    /** Destroys all versions and leaves a mark, so that no key is made again; it is durable when this returns. */
    synchronized void destroy(WorkspaceId workspace) throws KeysException {
        Set<Integer> existing = versions.getOrDefault(workspace, new TreeSet<>());
        if (existing.contains(DESTROYED)) {
            return;
        }
        Map<Integer, SecretKey> all = new TreeMap<>();
        for (int version : existing) {
            all.put(version, key(workspace, version));
        }
        replace(workspace, all, Map.of(DESTROYED, fresh()));
        all.keySet().forEach(version -> opened.remove(alias(workspace, version)));
        versions.put(workspace, new TreeSet<>(Set.of(DESTROYED)));
    }

    private static SecretKey fresh() {
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        SecretKey key = new SecretKeySpec(bytes, "AES");
        Arrays.fill(bytes, (byte) 0);
        return key;
    }

    /** Takes entries out and puts others in, or changes nothing. */
    private void replace(WorkspaceId workspace, Map<Integer, SecretKey> out, Map<Integer, SecretKey> in)
            throws KeysException {
        boolean saved = false;
        try {
            enter(workspace, out, in);
            save();
            saved = true;
        } catch (IOException e) {
            throw new KeysException(
                    Reason.YOUR_SETTINGS, "the key store " + file + " cannot be written: " + SecretFiles.reason(e), e);
        } catch (GeneralSecurityException e) {
            throw new KeysException(Reason.YOUR_SETTINGS, "the key store " + file + " cannot be written", e);
        } finally {
            if (!saved) {
                enter(workspace, in, out);
            }
        }
    }

    private void enter(WorkspaceId workspace, Map<Integer, SecretKey> out, Map<Integer, SecretKey> in) {
        try {
            for (int version : out.keySet()) {
                store.deleteEntry(alias(workspace, version));
            }
            for (Map.Entry<Integer, SecretKey> entry : in.entrySet()) {
                store.setKeyEntry(alias(workspace, entry.getKey()), entry.getValue(), secret, null);
            }
        } catch (KeyStoreException e) {
            throw new IllegalStateException("a loaded key store takes and forgets entries", e);
        }
    }

    private static String alias(WorkspaceId workspace, int version) {
        return workspace.value() + "/" + version;
    }

    private void save() throws IOException, GeneralSecurityException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        store.store(content, secret);
        SecretFiles.write(file, content.toByteArray(), "rw-------");
    }
}
