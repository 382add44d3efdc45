package org.sightline.storage.sftp.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.sightline.storage.spi.StorageBackend;
import org.sightline.storage.spi.StorageBackendContract;

/** What is expected on every kind of server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SftpBackendContract extends StorageBackendContract {
    private Path home;
    private final List<SftpStorageBackend> backends = new ArrayList<>();
    TestServer server;
    Path directory;

    abstract TestServer startServer(Path home) throws Exception;

    @BeforeAll
    void startServerIn(@TempDir Path temporary) throws Exception {
        home = temporary;
        server = startServer(home);
    }

    @AfterAll
    void stopServer() throws IOException {
        server.close();
    }

    @AfterEach
    void stopBackends() {
        backends.forEach(SftpStorageBackend::stop);
        backends.clear();
    }

    @Override
    protected StorageBackend create() throws Exception {
        directory = Files.createTempDirectory(home, "objects");
        return ready(backend(server.configuration(directory)));
    }

    SftpStorageBackend backend(SftpConfigs configuration) {
        SftpStorageBackend backend = new SftpStorageBackend(configuration.config(), "org.sightline.storage.sftp~main");
        backends.add(backend);
        return backend;
    }

    static SftpStorageBackend ready(SftpStorageBackend backend) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> backend.health().ready());
        return backend;
    }
}
