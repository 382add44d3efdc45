package org.sightline.storage.s3.internal;

import com.adobe.testing.s3mock.S3MockApplication;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.sightline.storage.spi.StorageBackend;
import org.sightline.storage.spi.StorageBackendContract;

/** The contract with S3Mock, a second server, which takes any credentials. */
final class S3MockContractTest extends StorageBackendContract {
    private static final Logger SERVER_LOG = Logger.getLogger("org.apache");
    private static S3MockApplication server;
    private final Backends backends = new Backends();

    @BeforeAll
    static void start(@TempDir Path folder) {
        SERVER_LOG.setLevel(Level.OFF);
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        server = S3MockApplication.start(
                new HashMap<>(Map.of(
                        S3MockApplication.PROP_HTTP_PORT,
                        0,
                        S3MockApplication.PROP_HTTPS_PORT,
                        0,
                        S3MockApplication.PROP_SILENT,
                        true,
                        "com.adobe.testing.s3mock.store.root",
                        folder.toString(),
                        "com.adobe.testing.s3mock.store.initialBuckets",
                        "recordings")),
                "--server.address=127.0.0.1");
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @AfterEach
    void closeBackends() {
        backends.close();
    }

    @Override
    protected StorageBackend create() {
        return backends.ready(Backends.config("http://127.0.0.1:" + server.getHttpPort(), "any", "any"), 100);
    }

    /** Pages are smaller than usual, since it reads a file for each object that it lists. */
    @Override
    protected int manyKeys() {
        return 150;
    }
}
