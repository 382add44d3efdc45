package org.sightline.audit.internal.verifier;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Ed25519 keys (RFC 8032) whose signatures count. */
public final class TrustedKeys {
    private static final String ALGORITHM = "Ed25519";
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]{1,1000})-----END PUBLIC KEY-----");

    private final Map<String, PublicKey> keys = new HashMap<>();

    /**
     * Keys as base64 of their SubjectPublicKeyInfo.
     *
     * @throws IllegalArgumentException if one is none
     */
    public TrustedKeys(Collection<String> encoded) {
        encoded.forEach(key -> keys.put(key, decode(key)));
    }

    /**
     * The keys of a PEM file (RFC 7468 §13).
     *
     * @throws IllegalArgumentException if there is none in it
     */
    public static TrustedKeys ofPem(String pem) {
        Matcher block = PEM.matcher(pem);
        java.util.List<String> encoded = new java.util.ArrayList<>();
        while (block.find()) {
            encoded.add(block.group(1).replaceAll("\\s", ""));
        }
        if (encoded.isEmpty()) {
            throw new IllegalArgumentException("no public key in PEM form");
        }
        return new TrustedKeys(encoded);
    }

    boolean trusts(CheckpointLine checkpoint) {
        return keys.containsKey(checkpoint.publicKey());
    }

    /** Whether a trusted key signed it. */
    public boolean signed(CheckpointLine checkpoint) {
        PublicKey key = keys.get(checkpoint.publicKey());
        if (key == null) {
            return false;
        }
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(checkpoint.signed());
            return check.verify(Base64.getDecoder().decode(checkpoint.signature()));
        } catch (GeneralSecurityException | IllegalArgumentException e) { // not even the shape of a signature
            return false;
        }
    }

    private static PublicKey decode(String key) {
        try {
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(key)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a public key of " + ALGORITHM, e);
        }
    }
}
