package org.sightline.storage.s3.internal;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.sightline.storage.s3.server.LocalS3;
import org.sightline.storage.spi.StorageBackend;
import org.sightline.storage.spi.StorageBackendContract;

/** The contract with S3Proxy in memory. */
final class S3ProxyContractTest extends StorageBackendContract {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static LocalS3 s3;

    private final List<S3StorageBackend> made = new ArrayList<>();

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
        made.forEach(S3StorageBackend::close);
    }

    @Override
    protected StorageBackend create() {
        S3StorageBackend backend = new S3StorageBackend(
                S3Configs.named("s3-main", REGION)
                        .with("endpoint", s3.endpoint())
                        .with("pathStyle", true)
                        .with("accessKeyId", s3.accessKeyId())
                        .with(".secretAccessKey", s3.secretAccessKey())
                        .with("prefix", "test-" + NUMBER.incrementAndGet())
                        .make(),
                "org.sightline.storage.s3~main",
                Clock.systemUTC());
        made.add(backend);
        Awaitility.await().until(() -> backend.health().ready());
        return backend;
    }
}
