package org.sightline.tls.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The server's key store, opened and checked.
 *
 * @param alias of the entry with the private key
 * @param fingerprint SHA-256 of the certificate, lower-case hex
 * @param pem the certificate, which is public, in PEM form (RFC 7468 §5.1)
 */
record Identity(Path keystore, String passphrase, String alias, String fingerprint, String pem, Instant notAfter) {

    /** Opens a PKCS#12 file; empty if it holds no private key. */
    static Optional<Identity> open(Path keystore, String passphrase) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keystore)) {
            store.load(in, passphrase.toCharArray());
        }
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias) && store.getCertificate(alias) instanceof X509Certificate certificate) {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
                return Optional.of(new Identity(
                        keystore,
                        passphrase,
                        alias,
                        HexFormat.of().formatHex(hash),
                        pem(certificate.getEncoded()),
                        certificate.getNotAfter().toInstant()));
            }
        }
        return Optional.empty();
    }

    private static String pem(byte[] certificate) {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate)
                + "\n-----END CERTIFICATE-----\n";
    }

    @Override
    public String toString() {
        return "Identity[" + fingerprint + "]";
    }
}
