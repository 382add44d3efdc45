package org.sightline.storage.s3.internal;

import java.io.InputStream;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;
import org.sightline.storage.spi.StorageBackend;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Keeps the objects of a region in a bucket of Amazon S3, or of a server that speaks its protocol. */
@Component(configurationPid = S3StorageBackend.PID, configurationPolicy = ConfigurationPolicy.REQUIRE, immediate = true)
@Designate(ocd = Config.class, factory = true)
public final class S3StorageBackend implements StorageBackend {
    static final String PID = "org.sightline.storage.s3";
    private static final int PAGE = 1000;
    private static final long IDLE_SECONDS = 30;
    private static final Logger LOG = LoggerFactory.getLogger(S3StorageBackend.class);

    private final Settings settings;
    private final ScheduledExecutorService timer;
    private final ScheduledExecutorService worker;
    private final ThreadPoolExecutor senders;
    private final Connection connection;
    private final Condition condition;
    private final Bucket bucket;
    private final Writer writer;
    private final Eraser eraser;

    @Activate
    public S3StorageBackend(Config config, Map<String, Object> properties) {
        this(config, String.valueOf(properties.getOrDefault("service.pid", PID)), Clock.systemUTC(), PAGE);
    }

    /** @param page how many keys a listing asks for at a time, 1 to 1,000 */
    S3StorageBackend(Config config, String configuration, Clock clock, int page) {
        settings = Settings.of(config, configuration);
        timer = new ScheduledThreadPoolExecutor(1, threads("timer"));
        worker = new ScheduledThreadPoolExecutor(1, threads("worker"));
        senders = new ThreadPoolExecutor(
                settings.parts(),
                settings.parts(),
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                threads("sender"));
        senders.allowCoreThreadTimeOut(true);
        connection = new Connection(settings, timer);
        Usage usage = new Usage(settings.capacity());
        condition = new Condition(settings, usage, System::nanoTime);
        bucket = new Bucket(settings, connection, condition, page);
        writer = new Writer(bucket, condition, usage, senders);
        eraser = new Eraser(bucket, usage);
        new Background(bucket, condition, usage, clock, worker).start();
        LOG.info("Storage {} serves {} from the {}", settings.name(), settings.region(), settings);
    }

    private ThreadFactory threads(String task) {
        return work -> {
            Thread thread = new Thread(work, "sightline-s3-" + settings.name() + "-" + task);
            thread.setDaemon(true);
            thread.setContextClassLoader(S3StorageBackend.class.getClassLoader());
            return thread;
        };
    }

    /** What is under way fails, so that it can be tried with a replacement. */
    @Deactivate
    void close() {
        worker.shutdownNow();
        writer.close();
        connection.close();
        senders.shutdown();
        timer.shutdownNow();
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public String region() {
        return settings.region();
    }

    @Override
    public Health health() {
        return condition.health();
    }

    @Override
    public void put(ObjectKey key, InputStream bytes, long length) throws StorageException {
        writer.put(key, bytes, length);
    }

    @Override
    public InputStream read(ObjectKey key, long offset, long length) throws StorageException {
        if (length == 0) {
            return nothing(key, offset);
        }
        Answer answer = bucket.ask(
                "read " + key.path(),
                client -> client.getObject(
                        request -> request.bucket(bucket.name())
                                .key(bucket.path(key))
                                .range("bytes=" + offset + "-" + (offset + length - 1))
                                .overrideConfiguration(bucket.shortly()),
                        Answer.open()));
        requireRange(key, answer, offset, length);
        return new ObjectStream(
                answer.body(),
                key.path(),
                length,
                settings.read().multipliedBy(2).toNanos());
    }

    private InputStream nothing(ObjectKey key, long offset) throws StorageException {
        HeadObjectResponse found = bucket.head(key)
                .orElseThrow(() -> new StorageException(Reason.NOT_FOUND, "there is no object " + key.path()));
        if (found.contentLength() < offset) {
            throw tooShort(key);
        }
        return InputStream.nullInputStream();
    }

    private void requireRange(ObjectKey key, Answer answer, long offset, long length) throws StorageException {
        String range = answer.head().contentRange();
        long given = answer.head().contentLength();
        boolean fits = range == null ? offset == 0 : range.startsWith("bytes " + offset + "-");
        if (fits && given == length) {
            return;
        }
        answer.body().abort();
        if (fits && given < length) {
            throw tooShort(key);
        }
        throw new StorageException(
                Reason.YOUR_SETTINGS,
                "storage " + settings.name() + " does not give a part of " + key.path()
                        + ": the server ignores ranges; check endpoint in the configuration "
                        + settings.configuration());
    }

    private static StorageException tooShort(ObjectKey key) {
        return new StorageException(Reason.CORRUPT, "the object " + key.path() + " is shorter than it was");
    }

    @Override
    public Optional<Long> length(ObjectKey key) throws StorageException {
        return bucket.headSurely(key).map(HeadObjectResponse::contentLength);
    }

    @Override
    public boolean delete(ObjectKey key) throws StorageException {
        return eraser.erase(key);
    }

    @Override
    public Stream<ObjectKey> list(String prefix) throws StorageException {
        return new Listing(bucket).keys(prefix);
    }
}
