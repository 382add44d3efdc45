package org.sightline.storage.s3.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.TrustManager;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** The client of one configuration, made when it is first needed; activation needs neither the network nor the time. */
final class Connection implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Settings settings;
    private final ScheduledExecutorService timer;
    private final Optional<TrustManager[]> trust;
    private Open open;
    private boolean closed;

    private record Open(S3Client client, SdkHttpClient http, AwsCredentialsProvider credentials) {}

    Connection(Settings settings, ScheduledExecutorService timer) {
        this.settings = settings;
        this.timer = timer;
        this.trust = settings.trust().map(this::authorities);
    }

    private TrustManager[] authorities(Path pem) {
        try {
            return Trust.in(pem);
        } catch (IOException | GeneralSecurityException e) {
            throw settings.bad("trust", "a readable PEM file of certificates (" + e.getMessage() + ")");
        }
    }

    /** @throws IllegalStateException once it is closed */
    synchronized S3Client client() {
        if (closed) {
            throw new IllegalStateException("storage " + settings.name() + " is closed");
        }
        if (open == null) {
            open = withOwnClassLoader();
        }
        return open.client();
    }

    /** The SDK looks for its parts with the thread's class loader, which is somebody else's. */
    private Open withOwnClassLoader() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Connection.class.getClassLoader());
        try {
            return open();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private Open open() {
        SdkHttpClient http = new InterruptibleHttpClient(httpClient(), new Interruptions(timer));
        AwsCredentialsProvider credentials = credentials();
        S3ClientBuilder builder = S3Client.builder()
                .httpClient(http)
                .credentialsProvider(credentials)
                .region(Region.of(settings.signingRegion()))
                .forcePathStyle(settings.pathStyle())
                .crossRegionAccessEnabled(false)
                .disableS3ExpressSessionAuth(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(service -> service.chunkedEncodingEnabled(false))
                .overrideConfiguration(behaviour());
        settings.endpoint().ifPresent(builder::endpointOverride);
        return new Open(builder.build(), http, credentials);
    }

    private SdkHttpClient httpClient() {
        Apache5HttpClient.Builder builder = Apache5HttpClient.builder()
                .maxConnections(settings.maxConnections())
                .connectionTimeout(settings.connect())
                .connectionAcquisitionTimeout(settings.read())
                .socketTimeout(settings.read())
                .connectionMaxIdleTime(Duration.ofSeconds(20))
                .tcpKeepAlive(true);
        trust.ifPresent(managers -> builder.tlsTrustManagersProvider(() -> managers));
        return builder.build();
    }

    private AwsCredentialsProvider credentials() {
        return settings.accessKeyId().isEmpty()
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(settings.accessKeyId(), settings.secretAccessKey()));
    }

    /** Bounded retries with full jitter. Files of the account it runs under count only when its credentials do. */
    private ClientOverrideConfiguration behaviour() {
        ClientOverrideConfiguration.Builder behaviour = ClientOverrideConfiguration.builder()
                .scheduledExecutorService(timer)
                .retryStrategy(StandardRetryStrategy.builder()
                        .maxAttempts(settings.maxRetries() + 1)
                        .backoffStrategy(BackoffStrategy.exponentialDelay(FIRST_PAUSE, LONGEST_PAUSE))
                        .throttlingBackoffStrategy(BackoffStrategy.exponentialDelay(FIRST_PAUSE, LONGEST_PAUSE))
                        .circuitBreakerEnabled(false)
                        .build());
        if (!settings.accessKeyId().isEmpty()) {
            behaviour.defaultProfileFile(ProfileFile.aggregator().build());
        }
        return behaviour.build();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (open != null) {
            open.client().close();
            open.http().close();
            if (open.credentials() instanceof SdkAutoCloseable closeable) {
                closeable.close();
            }
            open = null;
        }
    }
}
