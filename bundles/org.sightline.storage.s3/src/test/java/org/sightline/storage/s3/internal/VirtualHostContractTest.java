package org.sightline.storage.s3.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.sightline.storage.s3.server.LocalS3;
import org.sightline.storage.spi.StorageBackend;
import org.sightline.storage.spi.StorageBackendContract;

/** The contract with S3Proxy over a folder, the bucket named in the host name. */
final class VirtualHostContractTest extends StorageBackendContract {
    private static LocalS3 s3;
    private final Backends backends = new Backends();

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        Files.createDirectory(folder.resolve("recordings"));
        s3 = LocalS3.over(folder, 0, "localhost");
    }

    @AfterAll
    static void stop() throws Exception {
        s3.close();
    }

    @AfterEach
    void closeBackends() {
        backends.close();
    }

    @Override
    protected StorageBackend create() {
        return backends.ready(
                Backends.config(s3).with("pathStyle", false).with("endpoint", "http://localhost:" + s3.port()));
    }
}
