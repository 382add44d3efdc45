package org.sightline.keys.local.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.sightline.keys.KeysException;
import org.sightline.keys.KeysException.Reason;

/** The platform's signing key in a PKCS#12 file of its own, beside a certificate that it signs itself. */
final class SigningKeyStore {
    static final String ALGORITHM = "Ed25519";
    private static final String ALIAS = "signing";

    /** RFC 5280 §4.1.2.5: a certificate without an end. */
    private static final Instant ENDLESS = Instant.parse("9999-12-31T23:59:59Z");

    /** What signs, and what checks. */
    record SigningKey(PrivateKey privateKey, PublicKey publicKey) {}

    private SigningKeyStore() {}

    /**
     * Opens the file, creating it on first use.
     *
     * @throws KeysException {@code YOUR_SETTINGS} with one line that says what to put right
     */
    static SigningKey open(Path file, Passphrase passphrase) throws KeysException {
        char[] secret = new char[0];
        try {
            boolean exists = Files.exists(file);
            if (!exists) {
                passphrase.ensure();
            }
            secret = passphrase.read();
            KeyStore store = exists ? Pkcs12.load(file, secret, passphrase.source()) : make(file, secret);
            Certificate certificate = store.getCertificate(ALIAS);
            if (certificate != null && store.getKey(ALIAS, secret) instanceof PrivateKey key) {
                return new SigningKey(key, certificate.getPublicKey());
            }
            throw new KeysException(Reason.YOUR_SETTINGS, "the key store " + file + " holds no signing key", null);
        } catch (IOException e) {
            throw new KeysException(
                    Reason.YOUR_SETTINGS, "the key store " + file + " cannot be used: " + SecretFiles.reason(e), e);
        } catch (GeneralSecurityException e) {
            throw new KeysException(Reason.YOUR_SETTINGS, "the key store " + file + " is damaged", e);
        } finally {
            Arrays.fill(secret, ' ');
        }
    }

    private static KeyStore make(Path file, char[] secret) throws IOException, GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(ALIAS, pair.getPrivate(), secret, new Certificate[] {certificate(pair)});
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        store.store(content, secret);
        SecretFiles.write(file, content.toByteArray(), "rw-------");
        return store;
    }

    private static X509Certificate certificate(KeyPair pair) throws IOException, GeneralSecurityException {
        X500Name subject = new X500Name("CN=Sightline signing key");
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                subject,
                new BigInteger(159, new SecureRandom()).setBit(158),
                Date.from(Instant.EPOCH),
                Date.from(ENDLESS),
                subject,
                pair.getPublic());
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        try {
            ContentSigner signer = new JcaContentSignerBuilder(ALGORITHM).build(pair.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }
}
