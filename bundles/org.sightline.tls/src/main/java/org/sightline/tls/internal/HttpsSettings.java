package org.sightline.tls.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Dictionary;
import java.util.Optional;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationPlugin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns HTTPS on: adds the certificate and strict settings to what the HTTP service is told. As a plugin it does so on
 * the way from Configuration Admin to the HTTP service, so that the key store's passphrase is never written anywhere.
 */
@Component(
        service = ConfigurationPlugin.class,
        configurationPid = HttpsSettings.PID,
        immediate = true,
        property = {"cm.target=" + HttpsSettings.HTTP_SERVICE_PID, "service.cmRanking:Integer=500"})
@Designate(ocd = HttpsSettings.Config.class)
public final class HttpsSettings implements ConfigurationPlugin {
    static final String PID = "org.sightline.tls";
    static final String HTTP_SERVICE_PID = "org.ops4j.pax.web";
    private static final Logger LOG = LoggerFactory.getLogger(HttpsSettings.class);
    private static final String CIPHERS = String.join(
            ",",
            "TLS_AES_256_GCM_SHA384",
            "TLS_AES_128_GCM_SHA256",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    @ObjectClassDefinition(name = "%tls.name", description = "%tls.description", localization = "OSGI-INF/l10n/tls")
    @interface Config {
        @AttributeDefinition(name = "%keystore.name", description = "%keystore.description")
        String keystore() default "";

        @AttributeDefinition(name = "%passphraseFile.name", description = "%passphraseFile.description")
        String passphraseFile() default "";

        @AttributeDefinition(
                name = "%passphrase.name",
                description = "%passphrase.description",
                type = AttributeType.PASSWORD)
        String _passphrase() default "";

        @AttributeDefinition(name = "%port.name", description = "%port.description")
        int port() default 8443;

        @AttributeDefinition(name = "%bindAddress.name", description = "%bindAddress.description")
        String bindAddress() default "0.0.0.0";

        @AttributeDefinition(name = "%redirectPort.name", description = "%redirectPort.description")
        int redirectPort() default 0;
    }

    private final Identity identity;
    private final int port;
    private final String bindAddress;
    private final Optional<RedirectServer> redirect;

    @Activate
    public HttpsSettings(Config config) throws IOException {
        this(
                config,
                Path.of(System.getProperty("karaf.data", "data"), "sightline", "tls")
                        .toAbsolutePath(),
                Clock.systemUTC());
    }

    HttpsSettings(Config config, Path directory, Clock clock) throws IOException {
        port = port("port", config.port(), 1);
        bindAddress = config.bindAddress();
        if (!HostNames.isAddress(bindAddress)) {
            throw bad("bindAddress", "an IP address", null);
        }
        identity = config.keystore().isBlank() ? selfSigned(directory, clock) : operators(config);
        if (identity.notAfter().isBefore(clock.instant())) {
            LOG.warn("The certificate in {} has expired: browsers will refuse it", identity.keystore());
        }
        // for clients on this machine that want to trust this certificate and no other
        SecretFiles.write(
                directory.resolve("certificate.pem"), identity.pem().getBytes(StandardCharsets.US_ASCII), "rw-r--r--");
        redirect = redirect(port("redirectPort", config.redirectPort(), 0));
        LOG.info("HTTPS on port {} with the certificate {}", port, identity.fingerprint());
    }

    /** HTTPS does not depend on it. */
    private Optional<RedirectServer> redirect(int from) {
        if (from == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RedirectServer(bindAddress, from, port));
        } catch (IOException e) {
            LOG.error("Plain HTTP is not redirected: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static int port(String key, int value, int min) {
        if (value < min || value > 65535) {
            throw bad(key, min + " to 65535", null);
        }
        return value;
    }

    private static Identity selfSigned(Path directory, Clock clock) {
        try {
            return new SelfSigned(directory, clock).obtain(HostNames.ofThisMachine());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("no certificate can be made in " + directory, e);
        }
    }

    private static Identity operators(Config config) {
        Path keystore = path("keystore", config.keystore());
        String passphrase = passphrase(config);
        try {
            return Identity.open(keystore, passphrase)
                    .orElseThrow(() -> bad("keystore", keystore + " holds no private key", null));
        } catch (IOException e) {
            boolean wrong = e.getCause() instanceof java.security.UnrecoverableKeyException;
            throw wrong
                    ? bad("passphraseFile", "the passphrase does not open " + keystore, e)
                    : bad("keystore", keystore + " is not a readable PKCS#12 file", e);
        } catch (GeneralSecurityException e) {
            throw bad("keystore", keystore + " is not a readable PKCS#12 file", e);
        }
    }

    private static String passphrase(Config config) {
        if (!config._passphrase().isEmpty()) {
            return config._passphrase();
        }
        Path file = path("passphraseFile", config.passphraseFile());
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw bad("passphraseFile", file + " cannot be read", e);
        }
    }

    private static Path path(String key, String text) {
        try {
            Path path = Path.of(text);
            if (path.isAbsolute()) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw bad(key, "not a path", e);
        }
        throw bad(key, "an absolute path", null);
    }

    private static IllegalArgumentException bad(String key, String rule, Throwable cause) {
        return new IllegalArgumentException(key + " of " + PID + ": " + rule, cause);
    }

    @Override
    public void modifyConfiguration(ServiceReference<?> reference, Dictionary<String, Object> properties) {
        properties.put("org.osgi.service.http.enabled", "false");
        properties.put("org.osgi.service.http.secure.enabled", "true");
        properties.put("org.osgi.service.http.port.secure", Integer.toString(port));
        properties.put("org.ops4j.pax.web.listening.addresses", bindAddress);
        properties.put("org.ops4j.pax.web.ssl.keystore", identity.keystore().toString());
        properties.put("org.ops4j.pax.web.ssl.keystore.type", "PKCS12");
        properties.put("org.ops4j.pax.web.ssl.keystore.password", identity.passphrase());
        properties.put("org.ops4j.pax.web.ssl.key.password", identity.passphrase());
        properties.put("org.ops4j.pax.web.ssl.key.alias", identity.alias());
        properties.put("org.ops4j.pax.web.ssl.protocols.included", "TLSv1.2,TLSv1.3");
        properties.put("org.ops4j.pax.web.ssl.ciphersuites.included", CIPHERS);
        properties.put("org.ops4j.pax.web.ssl.renegotiationAllowed", "false");
        properties.put("org.ops4j.pax.web.server.connector.idleTimeout", "60000");
        properties.put("org.ops4j.pax.web.server.maxThreads", "64");
        properties.put("org.ops4j.pax.web.server.showStacks", "false");
        properties.put("org.ops4j.pax.web.session.url", "none");
        properties.put("org.ops4j.pax.web.session.cookie.secure", "true");
        properties.put("org.ops4j.pax.web.session.cookie.httpOnly", "true");
        properties.put("org.ops4j.pax.web.session.cookie.sameSite", "strict");
        properties.put("org.ops4j.pax.web.resource.dirListing", "false");
        // the HTTP service ignores a configuration that is equal to the last: another certificate must not be
        properties.put("org.sightline.tls.certificate", identity.fingerprint());
    }

    @Deactivate
    void close() throws IOException {
        if (redirect.isPresent()) {
            redirect.get().close();
        }
    }
}
