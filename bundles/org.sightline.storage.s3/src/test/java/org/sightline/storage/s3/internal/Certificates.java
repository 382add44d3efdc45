package org.sightline.storage.s3.internal;

import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.sightline.storage.s3.server.LocalS3;

/** A certificate authority of a private network, and what it signs. */
final class Certificates {
    private static final X500Name ISSUER = new X500Name("CN=Private authority");
    private static final String PASSWORD = "of a test";

    private final KeyPair keys;
    private final X509Certificate authority;

    Certificates() throws Exception {
        keys = keyPair();
        Instant now = Instant.now();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                ISSUER,
                BigInteger.ONE,
                Date.from(now.minus(Duration.ofDays(100))),
                Date.from(now.plus(Duration.ofDays(100))),
                ISSUER,
                keys.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        authority = sign(builder);
    }

    private static KeyPair keyPair() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private X509Certificate sign(X509v3CertificateBuilder builder) throws Exception {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    }

    /** The authority as a PEM file. */
    Path pem(Path folder) throws Exception {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(authority.getEncoded());
        return Files.writeString(
                folder.resolve("authority.pem"),
                "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
    }

    /** A server's key and certificate, valid until {@code end}. */
    LocalS3.KeyStore server(Path folder, GeneralName host, Instant end) throws Exception {
        KeyPair own = keyPair();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                ISSUER,
                BigInteger.TWO,
                Date.from(Instant.now().minus(Duration.ofDays(50))),
                Date.from(end),
                new X500Name("CN=Server"),
                own.getPublic());
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(host));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "server", own.getPrivate(), PASSWORD.toCharArray(), new X509Certificate[] {sign(builder), authority});
        Path file = folder.resolve("server.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return new LocalS3.KeyStore(file, PASSWORD);
    }
}
