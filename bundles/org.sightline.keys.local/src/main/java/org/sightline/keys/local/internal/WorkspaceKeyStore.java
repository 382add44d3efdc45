package org.sightline.keys.local.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
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

/** The keys of all workspaces in a PKCS#12 file; an entry's alias is {@code workspace/version}. */
final class WorkspaceKeyStore {
    private static final int KEY_BYTES = 32;

    private final Path file;
    private final Passphrase passphrase;
    private final KeyStore store;
    private final Map<WorkspaceId, TreeMap<Integer, SecretKey>> keys = new HashMap<>();

    private WorkspaceKeyStore(Path file, Passphrase passphrase, KeyStore store) {
        this.file = file;
        this.passphrase = passphrase;
        this.store = store;
    }

    /**
     * Opens the file, creating it and its passphrase on first use.
     *
     * @throws KeysException {@code YOUR_SETTINGS} with one line that says what to put right
     */
    static WorkspaceKeyStore open(Path file, Passphrase passphrase) throws KeysException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            boolean exists = Files.exists(file);
            if (exists) {
                load(store, file, passphrase);
            } else {
                passphrase.ensure();
                store.load(null, null);
            }
            WorkspaceKeyStore opened = new WorkspaceKeyStore(file, passphrase, store);
            opened.readEntries();
            if (!exists) {
                opened.save();
            }
            return opened;
        } catch (IOException e) {
            throw new KeysException(
                    Reason.YOUR_SETTINGS, "the key store " + file + " cannot be used: " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new KeysException(Reason.YOUR_SETTINGS, "the key store " + file + " is damaged", e);
        }
    }

    private static void load(KeyStore store, Path file, Passphrase passphrase)
            throws KeysException, IOException, GeneralSecurityException {
        char[] secret = passphrase.read();
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, secret);
        } catch (IOException e) {
            if (e.getCause() instanceof java.security.UnrecoverableKeyException) {
                throw new KeysException(
                        Reason.YOUR_SETTINGS,
                        "the passphrase in " + passphrase.source() + " does not open the key store " + file,
                        e);
            }
            throw e;
        } finally {
            Arrays.fill(secret, ' ');
        }
    }

    private void readEntries() throws KeysException, GeneralSecurityException {
        char[] secret = passphrase.read();
        try {
            for (String alias : Collections.list(store.aliases())) {
                int slash = alias.indexOf('/');
                if (slash > 0 && store.getKey(alias, secret) instanceof SecretKey key) {
                    versions(new WorkspaceId(alias.substring(0, slash)))
                            .put(Integer.valueOf(alias.substring(slash + 1)), key);
                }
            }
        } catch (IllegalArgumentException e) {
            throw new KeysException(Reason.YOUR_SETTINGS, "the key store " + file + " holds a foreign entry", e);
        } finally {
            Arrays.fill(secret, ' ');
        }
    }

    private TreeMap<Integer, SecretKey> versions(WorkspaceId workspace) {
        return keys.computeIfAbsent(workspace, id -> new TreeMap<>());
    }

    /** The workspace's current key and its version. */
    synchronized Optional<Map.Entry<Integer, SecretKey>> current(WorkspaceId workspace) {
        return Optional.ofNullable(keys.get(workspace)).map(TreeMap::lastEntry);
    }

    synchronized Optional<SecretKey> find(WorkspaceId workspace, int version) {
        return Optional.ofNullable(keys.get(workspace)).map(versions -> versions.get(version));
    }

    /** Creates the workspace's first key; it is durable when this returns. */
    synchronized void prepare(WorkspaceId workspace) throws KeysException {
        if (keys.containsKey(workspace)) {
            return;
        }
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        SecretKey key = new SecretKeySpec(bytes, "AES");
        String alias = workspace.value() + "/1";
        char[] secret = passphrase.read();
        try {
            store.setKeyEntry(alias, key, secret, null);
            save();
            versions(workspace).put(1, key);
        } catch (IOException | GeneralSecurityException e) {
            forget(alias);
            throw new KeysException(Reason.YOUR_SETTINGS, "the key store " + file + " cannot be written", e);
        } finally {
            Arrays.fill(secret, ' ');
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private void forget(String alias) {
        try {
            store.deleteEntry(alias);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a loaded key store can forget an entry", e);
        }
    }

    private void save() throws KeysException, IOException, GeneralSecurityException {
        char[] secret = passphrase.read();
        try {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            store.store(content, secret);
            SecretFiles.write(file, content.toByteArray(), "rw-------");
        } finally {
            Arrays.fill(secret, ' ');
        }
    }
}
