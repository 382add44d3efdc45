package org.sightline.keys;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A data key encrypted under a workspace's key; safe to store beside what it protects.
 *
 * @param provider the provider that can unwrap it
 * @param version of the workspace's key
 * @param ciphertext base64url, at most 4,000 characters
 */
public record WrappedKey(String provider, String version, String ciphertext) {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{1,4000}");

    public WrappedKey {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(version, "version");
        if (ciphertext == null || !SHAPE.matcher(ciphertext).matches()) {
            throw new IllegalArgumentException("a wrapped key is base64url");
        }
    }
}
