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
import java.util.TreeMap;
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
    private final Map<WorkspaceId, TreeMap<Integer, SecretKey>> keys = new HashMap<>();

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
                opened.readEntries();
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

    private void readEntries() throws KeysException, GeneralSecurityException {
        try {
            for (String alias : Collections.list(store.aliases())) {
                int slash = alias.indexOf('/');
                if (slash > 0 && store.getKey(alias, secret) instanceof SecretKey key) {
                    keys.computeIfAbsent(new WorkspaceId(alias.substring(0, slash)), id -> new TreeMap<>())
                            .put(Integer.valueOf(alias.substring(slash + 1)), key);
                }
            }
        } catch (IllegalArgumentException e) {
            throw new KeysException(Reason.YOUR_SETTINGS, "the key store " + file + " holds a foreign entry", e);
        }
    }

    /** The workspace's current key and its version. */
    synchronized Optional<Map.Entry<Integer, SecretKey>> current(WorkspaceId workspace) throws KeysException {
        return Optional.ofNullable(versions(workspace).lastEntry());
    }

    synchronized Optional<SecretKey> find(WorkspaceId workspace, int version) throws KeysException {
        return Optional.ofNullable(versions(workspace).get(version));
    }

    private TreeMap<Integer, SecretKey> versions(WorkspaceId workspace) throws KeysException {
        TreeMap<Integer, SecretKey> versions = keys.getOrDefault(workspace, new TreeMap<>());
        if (versions.containsKey(DESTROYED)) {
            throw new KeysException(Reason.DESTROYED, "the key of " + workspace + " has been destroyed", null);
        }
        return versions;
    }

    /** Creates the workspace's first key; it is durable when this returns. */
    synchronized void prepare(WorkspaceId workspace) throws KeysException {
        if (versions(workspace).isEmpty()) {
            rotate(workspace);
        }
    }

    /** Makes the workspace's next version; it is durable when this returns. */
    synchronized int rotate(WorkspaceId workspace) throws KeysException {
        TreeMap<Integer, SecretKey> after = new TreeMap<>(versions(workspace));
        int next = after.isEmpty() ? 1 : after.lastKey() + 1;
        after.put(next, fresh());
        replace(workspace, after);
        return next;
    }

    /** Destroys all versions and leaves a mark, so that no key is made again; it is durable when this returns. */
    synchronized void destroy(WorkspaceId workspace) throws KeysException {
        if (!keys.getOrDefault(workspace, new TreeMap<>()).containsKey(DESTROYED)) {
            replace(workspace, new TreeMap<>(Map.of(DESTROYED, fresh())));
        }
    }

    private static SecretKey fresh() {
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        SecretKey key = new SecretKeySpec(bytes, "AES");
        Arrays.fill(bytes, (byte) 0);
        return key;
    }

    private void replace(WorkspaceId workspace, TreeMap<Integer, SecretKey> after) throws KeysException {
        TreeMap<Integer, SecretKey> before = keys.getOrDefault(workspace, new TreeMap<>());
        boolean saved = false;
        try {
            enter(workspace, before, after);
            save();
            keys.put(workspace, after);
            saved = true;
        } catch (IOException e) {
            throw new KeysException(
                    Reason.YOUR_SETTINGS, "the key store " + file + " cannot be written: " + SecretFiles.reason(e), e);
        } catch (GeneralSecurityException e) {
            throw new KeysException(Reason.YOUR_SETTINGS, "the key store " + file + " cannot be written", e);
        } finally {
            if (!saved) {
                enter(workspace, after, before);
            }
        }
    }

    private void enter(WorkspaceId workspace, TreeMap<Integer, SecretKey> from, TreeMap<Integer, SecretKey> to) {
        try {
            for (int version : from.keySet()) {
                if (!to.containsKey(version)) {
                    store.deleteEntry(alias(workspace, version));
                }
            }
            for (Map.Entry<Integer, SecretKey> entry : to.entrySet()) {
                if (!from.containsKey(entry.getKey())) {
                    store.setKeyEntry(alias(workspace, entry.getKey()), entry.getValue(), secret, null);
                }
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
