package org.sightline.storage.s3.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;
import org.sightline.storage.s3.server.LocalS3;
import org.sightline.tenancy.WorkspaceId;

/** Private servers over TLS. */
@Timeout(60)
final class TlsTest {
    private static final GeneralName LOOPBACK = new GeneralName(GeneralName.iPAddress, "127.0.0.1");
    private static final Instant TOMORROW = Instant.now().plus(Duration.ofDays(1));
    private static final Instant YESTERDAY = Instant.now().minus(Duration.ofDays(1));

    private final ObjectKey key = new ObjectKey(WorkspaceId.fresh(), "rec_1", "media");
    private final Backends backends = new Backends();

    @TempDir
    Path folder;

    private LocalS3 s3;

    @AfterEach
    void stop() throws Exception {
        backends.close();
        if (s3 != null) {
            s3.close();
        }
    }

    private S3Configs server(GeneralName host, Instant end) throws Exception {
        Certificates certificates = new Certificates();
        s3 = LocalS3.inMemory(certificates.server(folder, host, end));
        return Backends.config(s3).with("trust", certificates.pem(folder).toString());
    }

    private void assertRefused(S3Configs config, String... parts) {
        S3StorageBackend backend = backends.unready(config);
        StorageException failure = assertThrows(
                StorageException.class, () -> backend.put(key, new ByteArrayInputStream(new byte[10]), 10));
        assertEquals(Reason.YOUR_SETTINGS, failure.reason(), failure.getMessage());
        Awaitility.await().until(() -> !backend.health().message().contains("not answered yet"));
        assertFalse(backend.health().ready());
        for (String part : parts) {
            assertTrue(failure.getMessage().contains(part), failure.getMessage());
            assertTrue(
                    backend.health().message().contains(part), backend.health().message());
        }
        assertTrue(failure.getMessage().contains(Backends.CONFIGURATION));
    }

    @Test
    void aPrivateAuthorityCanBeTrusted() throws Exception {
        S3Configs config = server(LOOPBACK, TOMORROW);
        S3StorageBackend backend = backends.unready(config);
        assertThrows(StorageException.class, () -> backend.put(key, new ByteArrayInputStream(new byte[10]), 10));
        Awaitility.await().until(() -> backend.health().message().contains("NoSuchBucket"));
    }

    @Test
    void anUnknownAuthorityIsNot() throws Exception {
        assertRefused(server(LOOPBACK, TOMORROW).with("trust", ""), "not trusted", "endpoint and trust");
    }

    @Test
    void anExpiredCertificateIsNamed() throws Exception {
        assertRefused(server(LOOPBACK, YESTERDAY), "has expired", "check endpoint");
    }

    @Test
    void aCertificateOfAnotherHostIsRefused() throws Exception {
        assertRefused(server(new GeneralName(GeneralName.dNSName, "s3.example.com"), TOMORROW), "not of this host");
    }

    @Test
    void aFileOfAuthoritiesThatIsNoneIsABadSetting() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "no certificate");
        S3Configs config = S3Configs.named("s3-main", "eu-central-1").with("trust", empty.toString());
        String message = assertThrows(IllegalArgumentException.class, () -> backends.unready(config))
                .getMessage();
        assertTrue(message.startsWith("trust of " + Backends.CONFIGURATION), message);
        config.with("trust", folder.resolve("missing.pem").toString());
        assertThrows(IllegalArgumentException.class, () -> backends.unready(config));
        assertEquals(Optional.empty(), Optional.ofNullable(s3));
    }
}
