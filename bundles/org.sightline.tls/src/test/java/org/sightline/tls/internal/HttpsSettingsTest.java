package org.sightline.tls.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class HttpsSettingsTest {
    @TempDir
    Path temporary;

    private final Instant now = Instant.parse("2026-05-01T12:00:00Z");

    private Dictionary<String, Object> settings(TlsConfigs config) throws Exception {
        return settings(config, now);
    }

    private Dictionary<String, Object> settings(TlsConfigs config, Instant at) throws Exception {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("org.osgi.service.http.enabled", "true");
        properties.put("javax.servlet.context.tempdir", "/tmp/x");
        new HttpsSettings(config, temporary.resolve("data/tls"), Clock.fixed(at, ZoneOffset.UTC))
                .modifyConfiguration(null, properties);
        return properties;
    }

    private static KeyStore keystore(Dictionary<String, Object> settings) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(Path.of((String) settings.get("org.ops4j.pax.web.ssl.keystore")))) {
            store.load(in, password(settings));
        }
        return store;
    }

    private static char[] password(Dictionary<String, Object> settings) {
        return ((String) settings.get("org.ops4j.pax.web.ssl.keystore.password")).toCharArray();
    }

    private static X509Certificate certificate(Dictionary<String, Object> settings) throws Exception {
        return (X509Certificate)
                keystore(settings).getCertificate((String) settings.get("org.ops4j.pax.web.ssl.key.alias"));
    }

    @Test
    void onlyHttpsIsOn() throws Exception {
        Dictionary<String, Object> settings =
                settings(new TlsConfigs().port(9443).bindAddress("127.0.0.1"));
        assertEquals("false", settings.get("org.osgi.service.http.enabled"));
        assertEquals("true", settings.get("org.osgi.service.http.secure.enabled"));
        assertEquals("9443", settings.get("org.osgi.service.http.port.secure"));
        assertEquals("127.0.0.1", settings.get("org.ops4j.pax.web.listening.addresses"));
        assertEquals("TLSv1.2,TLSv1.3", settings.get("org.ops4j.pax.web.ssl.protocols.included"));
        assertEquals("/tmp/x", settings.get("javax.servlet.context.tempdir"));
    }

    @Test
    void everyCipherSuiteIsKnownAndHasForwardSecrecy() throws Exception {
        String[] suites =
                ((String) settings(new TlsConfigs()).get("org.ops4j.pax.web.ssl.ciphersuites.included")).split(",");
        Set<String> supported =
                Set.of(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites());
        for (String suite : suites) {
            assertTrue(supported.contains(suite), suite);
            assertTrue(suite.contains("ECDHE") || !suite.contains("WITH"), suite);
            assertFalse(suite.contains("CBC"), suite);
        }
    }

    @Test
    void theFirstBootMakesACertificateForThisMachine() throws Exception {
        X509Certificate certificate = certificate(settings(new TlsConfigs()));
        assertEquals("EC", certificate.getPublicKey().getAlgorithm());
        certificate.verify(certificate.getPublicKey());
        Set<Object> names = certificate.getSubjectAlternativeNames().stream()
                .map(name -> name.get(1))
                .collect(Collectors.toSet());
        assertTrue(names.contains("localhost"));
        assertTrue(names.contains("127.0.0.1"));
        assertTrue(names.contains(InetAddress.getLocalHost().getHostName()));
        assertEquals(-1, certificate.getBasicConstraints());
        assertTrue(certificate.getNotBefore().toInstant().isBefore(now));
        assertTrue(certificate.getNotAfter().toInstant().isAfter(now.plus(Duration.ofDays(365))));
    }

    @Test
    void itsFilesAreTheOwnersOnly() throws Exception {
        settings(new TlsConfigs());
        for (String name : Set.of("server.p12", "server.passphrase")) {
            Path file = temporary.resolve("data/tls").resolve(name);
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
    }

    @Test
    void theCertificateLiesBesideForClientsToTrust() throws Exception {
        Dictionary<String, Object> settings = settings(new TlsConfigs());
        try (InputStream in = Files.newInputStream(temporary.resolve("data/tls/certificate.pem"))) {
            assertEquals(
                    certificate(settings),
                    CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
    }

    @Test
    void theCertificateStaysTheSame() throws Exception {
        assertEquals(certificate(settings(new TlsConfigs())), certificate(settings(new TlsConfigs())));
    }

    @Test
    void aCertificateThatExpiresSoonIsRenewedAndTheChangeShows() throws Exception {
        Dictionary<String, Object> before = settings(new TlsConfigs());
        Dictionary<String, Object> after = settings(new TlsConfigs(), now.plus(Duration.ofDays(370)));
        assertNotEquals(before.get("org.sightline.tls.certificate"), after.get("org.sightline.tls.certificate"));
        assertTrue(certificate(after).getNotAfter().toInstant().isAfter(now.plus(Duration.ofDays(700))));
    }

    @Test
    void halfOfACrashIsHealed() throws Exception {
        settings(new TlsConfigs());
        Files.writeString(temporary.resolve("data/tls/server.passphrase"), "of another");
        keystore(settings(new TlsConfigs()));
        Files.delete(temporary.resolve("data/tls/server.passphrase"));
        keystore(settings(new TlsConfigs()));
    }

    @Test
    void aClientThatTrustsTheCertificateConnects() throws Exception {
        Dictionary<String, Object> settings = settings(new TlsConfigs(), Instant.now());
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(keystore(settings), password(settings));
        SSLContext serverContext = SSLContext.getInstance("TLS");
        serverContext.init(keys.getKeyManagers(), null, null);

        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", certificate(settings));
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext clientContext = SSLContext.getInstance("TLS");
        clientContext.init(null, trust.getTrustManagers(), null);

        try (SSLServerSocket server = (SSLServerSocket)
                serverContext.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread accepting = new Thread(() -> {
                try (SSLSocket peer = (SSLSocket) server.accept()) {
                    peer.startHandshake();
                    peer.getInputStream().read();
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            accepting.start();
            try (SSLSocket client =
                    (SSLSocket) clientContext.getSocketFactory().createSocket("localhost", server.getLocalPort())) {
                javax.net.ssl.SSLParameters parameters = client.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                client.setSSLParameters(parameters);
                client.startHandshake();
                assertEquals("TLSv1.3", client.getSession().getProtocol());
                client.getOutputStream().write(1);
            }
            accepting.join();
        }
    }

    @Test
    void aRedirectPortThatIsTakenDoesNotKeepHttpsOff() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Dictionary<String, Object> settings =
                    settings(new TlsConfigs().bindAddress("127.0.0.1").redirectPort(taken.getLocalPort()));
            assertEquals("true", settings.get("org.osgi.service.http.secure.enabled"));
        }
    }

    @Test
    void theOperatorsOwnCertificateIsUsed() throws Exception {
        settings(new TlsConfigs());
        Path own = Files.copy(temporary.resolve("data/tls/server.p12"), temporary.resolve("own.p12"));
        Path file = Files.copy(temporary.resolve("data/tls/server.passphrase"), temporary.resolve("own.passphrase"));
        Dictionary<String, Object> byFile =
                settings(new TlsConfigs().keystore(own.toString()).passphraseFile(file.toString()));
        assertEquals(own.toString(), byFile.get("org.ops4j.pax.web.ssl.keystore"));
        certificate(byFile);
        certificate(settings(new TlsConfigs().keystore(own.toString()).passphrase(Files.readString(file))));
    }

    @Test
    void badConfigurationNamesItsKeyAndNeverThePassphrase() throws Exception {
        settings(new TlsConfigs());
        String own = temporary.resolve("data/tls/server.p12").toString();
        Path garbage = Files.writeString(temporary.resolve("garbage.p12"), "garbage");
        assertBad("port", new TlsConfigs().port(0));
        assertBad("port", new TlsConfigs().port(70_000));
        assertBad("redirectPort", new TlsConfigs().redirectPort(-1));
        assertBad("bindAddress", new TlsConfigs().bindAddress("example.org"));
        assertBad("bindAddress", new TlsConfigs().bindAddress(""));
        assertBad("keystore", new TlsConfigs().keystore("relative.p12").passphrase("secret"));
        assertBad("keystore", new TlsConfigs().keystore("/nowhere/x.p12").passphrase("secret"));
        assertBad("keystore", new TlsConfigs().keystore(garbage.toString()).passphrase("secret"));
        assertBad("passphraseFile", new TlsConfigs().keystore(own).passphrase("secret"));
        assertBad("passphraseFile", new TlsConfigs().keystore(own));
        assertBad("passphraseFile", new TlsConfigs().keystore(own).passphraseFile("/nowhere/passphrase"));
    }

    private void assertBad(String key, TlsConfigs config) {
        String message = assertThrows(IllegalArgumentException.class, () -> settings(config))
                .getMessage();
        assertTrue(message.startsWith(key + " of org.sightline.tls: "), message);
        assertFalse(message.contains("secret"), message);
    }
}
