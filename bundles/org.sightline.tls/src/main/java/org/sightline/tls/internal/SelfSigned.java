package org.sightline.tls.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The certificate of a platform whose operator has not given it one: made at first boot, kept, renewed in time. */
final class SelfSigned {
    private static final Duration VALID = Duration.ofDays(397);
    private static final Duration RENEW_BEFORE = Duration.ofDays(30);
    private static final String ALIAS = "server";

    private final Path keystore;
    private final Path passphraseFile;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    SelfSigned(Path directory, Clock clock) {
        keystore = directory.resolve("server.p12");
        passphraseFile = directory.resolve("server.passphrase");
        this.clock = clock;
    }

    /** The one in the directory, or a new one if it is missing, does not open or expires soon. */
    Identity obtain(HostNames names) throws IOException, GeneralSecurityException {
        Optional<Identity> existing = existing();
        if (existing.isPresent()
                && existing.get().notAfter().isAfter(clock.instant().plus(RENEW_BEFORE))) {
            return existing.get();
        }
        return make(names);
    }

    private Optional<Identity> existing() {
        if (!Files.exists(keystore) || !Files.exists(passphraseFile)) {
            return Optional.empty();
        }
        try {
            return Identity.open(keystore, Files.readString(passphraseFile).strip());
        } catch (IOException | GeneralSecurityException e) { // half of a crash: nothing depends on a self-signed key
            return Optional.empty();
        }
    }

    private Identity make(HostNames names) throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        KeyPair pair = generator.generateKeyPair();
        X509Certificate certificate = sign(pair, names);

        byte[] secret = new byte[32];
        random.nextBytes(secret);
        String passphrase = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(ALIAS, pair.getPrivate(), passphrase.toCharArray(), new Certificate[] {certificate});
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        store.store(content, passphrase.toCharArray());
        SecretFiles.write(passphraseFile, passphrase.getBytes(StandardCharsets.US_ASCII), "rw-------");
        SecretFiles.write(keystore, content.toByteArray(), "rw-------");
        return Identity.open(keystore, passphrase).orElseThrow();
    }

    private X509Certificate sign(KeyPair pair, HostNames names) throws IOException, GeneralSecurityException {
        X500Name subject = new X500Name("CN=Sightline");
        Instant now = clock.instant();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                subject,
                new BigInteger(159, random).setBit(158),
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(VALID)),
                subject,
                pair.getPublic());
        GeneralName[] alternatives = names.all().stream()
                .map(name ->
                        new GeneralName(HostNames.isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new);
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        try {
            ContentSigner signer = new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }
}
