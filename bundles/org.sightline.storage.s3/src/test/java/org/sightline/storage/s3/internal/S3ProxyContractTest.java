package org.sightline.storage.s3.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.sightline.storage.s3.server.LocalS3;
import org.sightline.storage.spi.StorageBackend;
import org.sightline.storage.spi.StorageBackendContract;

/** The contract with S3Proxy in memory, the bucket named in the path. */
final class S3ProxyContractTest extends StorageBackendContract {
    private static LocalS3 s3;
    private final Backends backends = new Backends();

    @BeforeAll
    static void start() throws Exception {
        s3 = LocalS3.inMemory();
        Buckets.create(s3, "recordings");
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
        return backends.ready(Backends.config(s3));
    }

    @Override
    protected void assertNoRemains() {
        assertEquals(0, Buckets.unfinished(s3, "recordings"));
    }
}
