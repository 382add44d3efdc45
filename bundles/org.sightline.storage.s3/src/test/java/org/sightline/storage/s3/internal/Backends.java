package org.sightline.storage.s3.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.sightline.storage.s3.server.LocalS3;

/** Backends of a server, each with a part of the bucket to itself. */
final class Backends implements AutoCloseable {
    static final String CONFIGURATION = "org.sightline.storage.s3~main";
    static final int PAGE = 1000;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final List<S3StorageBackend> made = new ArrayList<>();

    static S3Configs config(LocalS3 s3) {
        return config(s3.endpoint(), s3.accessKeyId(), s3.secretAccessKey());
    }

    static S3Configs config(String endpoint, String accessKeyId, String secretAccessKey) {
        return S3Configs.named("s3-main", "ca-test-1")
                .with("endpoint", endpoint)
                .with("pathStyle", true)
                .with("accessKeyId", accessKeyId)
                .with(".secretAccessKey", secretAccessKey)
                .with("partMegabytes", 5)
                .with("healthSeconds", 1)
                .with("prefix", "test-" + NUMBER.incrementAndGet());
    }

    S3StorageBackend ready(S3Configs config) {
        return ready(config, PAGE);
    }

    S3StorageBackend ready(S3Configs config, int page) {
        S3StorageBackend backend = unready(config, Clock.systemUTC(), page);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> backend.health().ready());
        return backend;
    }

    S3StorageBackend unready(S3Configs config) {
        return unready(config, Clock.systemUTC(), PAGE);
    }

    S3StorageBackend unready(S3Configs config, Clock clock, int page) {
        S3StorageBackend backend = new S3StorageBackend(config.make(), CONFIGURATION, clock, page);
        made.add(backend);
        return backend;
    }

    @Override
    public void close() {
        made.forEach(S3StorageBackend::close);
        made.clear();
    }
}
