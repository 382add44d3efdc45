package org.sightline.itests.move;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.sightline.keys.DataKey;
import org.sightline.keys.Keys;
import org.sightline.keys.KeysException;
import org.sightline.keys.WrappedKey;
import org.sightline.tenancy.Caller;

/** Keys that do not leave their region, and that every process has without keeping anything. */
final class RegionalKeys implements Keys {
    @Override
    public DataKey generate(Caller caller, String region, String context) {
        byte[] key = digest("data key of " + context);
        return new DataKey(key, wrap(key, region, context));
    }

    private static WrappedKey wrap(byte[] key, String region, String context) {
        byte[] wrapped = crypt(Cipher.ENCRYPT_MODE, region, context, key);
        return new WrappedKey(
                "regional", region, Base64.getUrlEncoder().withoutPadding().encodeToString(wrapped));
    }

    @Override
    public DataKey unwrap(Caller caller, WrappedKey wrapped, String context) throws KeysException {
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(wrapped.ciphertext());
            return new DataKey(crypt(Cipher.DECRYPT_MODE, wrapped.version(), context, sealed), wrapped);
        } catch (IllegalStateException e) {
            throw new KeysException(KeysException.Reason.WRONG_KEY, "not a key of " + wrapped.version(), e);
        }
    }

    @Override
    public WrappedKey rewrap(Caller caller, WrappedKey wrapped, String region, String context) throws KeysException {
        if (wrapped.version().equals(region)) {
            return wrapped;
        }
        try (DataKey key = unwrap(caller, wrapped, context)) {
            return wrap(key.bytes(), region, context);
        }
    }

    private static byte[] crypt(int mode, String region, String context, byte[] bytes) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            byte[] nonce = Arrays.copyOf(digest(region + context), 12);
            cipher.init(mode, new SecretKeySpec(digest(region), "AES"), new GCMParameterSpec(128, nonce));
            cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Current current(Caller caller, String region) {
        return new Current("regional", region);
    }

    @Override
    public void prepare(Caller caller, String region) {}

    @Override
    public List<Provider> providers() {
        return List.of(new Provider("regional", true, true, "ready"));
    }
}
