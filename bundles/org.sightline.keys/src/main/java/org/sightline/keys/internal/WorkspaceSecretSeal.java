package org.sightline.keys.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sightline.keys.DataKey;
import org.sightline.keys.Keys;
import org.sightline.keys.KeysException;
import org.sightline.keys.WrappedKey;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.TenancyException;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.Workspaces;
import org.sightline.tenancy.spi.SecretSeal;

/**
 * Encrypts small secrets with AES-256-GCM, each under a data key of its own that the workspace's key wraps. The text is
 * provider, version, wrapped key, and nonce with ciphertext, each in base64url, with a point between them.
 */
@Component
public final class WorkspaceSecretSeal implements SecretSeal {
    private static final int LONGEST_SECRET = 1_000;
    private static final int LONGEST_TEXT = 7_000;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final Pattern TEXT = Pattern.compile("([\\w-]+)\\.([\\w-]+)\\.([\\w-]+)\\.([\\w-]+)");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Keys keys;
    private final Workspaces workspaces;

    @Activate
    public WorkspaceSecretSeal(@Reference Keys keys, @Reference Workspaces workspaces) {
        this.keys = keys;
        this.workspaces = workspaces;
    }

    @Override
    public String seal(WorkspaceId workspace, String context, byte[] secret) {
        if (secret.length > LONGEST_SECRET) {
            throw new IllegalArgumentException("a secret has at most " + LONGEST_SECRET + " bytes");
        }
        Caller caller = Caller.platform(workspace);
        try (DataKey key = keys.generate(caller, workspaces.get(caller).region(), context)) {
            byte[] nonce = new byte[NONCE_BYTES];
            RANDOM.nextBytes(nonce);
            byte[] ciphertext = crypt(Cipher.ENCRYPT_MODE, key, context, nonce, secret);
            byte[] body = ByteBuffer.allocate(NONCE_BYTES + ciphertext.length)
                    .put(nonce)
                    .put(ciphertext)
                    .array();
            WrappedKey wrapped = key.wrapped();
            return String.join(
                    ".", encode(wrapped.provider()), encode(wrapped.version()), wrapped.ciphertext(), encode(body));
        } catch (KeysException e) {
            throw failure(e, context);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES-GCM", e);
        }
    }

    @Override
    public byte[] open(WorkspaceId workspace, String context, String sealed) {
        Matcher parts = TEXT.matcher(sealed);
        if (sealed.length() > LONGEST_TEXT || !parts.matches()) {
            throw damaged(context);
        }
        try {
            byte[] body = decode(parts.group(4));
            WrappedKey wrapped = new WrappedKey(text(parts.group(1)), text(parts.group(2)), parts.group(3));
            if (body.length <= NONCE_BYTES) {
                throw damaged(context);
            }
            try (DataKey key = keys.unwrap(Caller.platform(workspace), wrapped, context)) {
                byte[] nonce = Arrays.copyOf(body, NONCE_BYTES);
                byte[] ciphertext = Arrays.copyOfRange(body, NONCE_BYTES, body.length);
                return crypt(Cipher.DECRYPT_MODE, key, context, nonce, ciphertext);
            }
        } catch (KeysException e) {
            throw failure(e, context);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw damaged(context);
        }
    }

    private static byte[] crypt(int mode, DataKey key, String context, byte[] nonce, byte[] input)
            throws GeneralSecurityException {
        byte[] bytes = key.bytes();
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(bytes, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static TenancyException failure(KeysException e, String context) {
        return switch (e.reason()) {
            case UNAVAILABLE, YOUR_SETTINGS ->
                new TenancyException("key-unavailable", "the workspace's key is not available: " + e.getMessage());
            case WRONG_KEY -> damaged(context);
            case DESTROYED -> new TenancyException("key-destroyed", "the workspace's key has been destroyed");
        };
    }

    private static TenancyException damaged(String context) {
        return new TenancyException("damaged", "the sealed secret of " + context + " cannot be opened");
    }

    private static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] decode(String text) {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        if (!encode(bytes).equals(text)) {
            throw new IllegalArgumentException("written in another way than it was sealed");
        }
        return bytes;
    }

    private static String text(String encoded) {
        return new String(decode(encoded), StandardCharsets.UTF_8);
    }
}
