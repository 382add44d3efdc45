package org.sightline.keys.aws.internal;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.sightline.keys.KeysException;
import org.sightline.keys.KeysException.Reason;
import org.sightline.keys.spi.KeyProvider.Health;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.KmsClientBuilder;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Asks AWS KMS in any region of the configuration: a client of each, made when it is first needed. */
final class Kms implements AutoCloseable {
    private static final java.time.Duration FIRST_PAUSE = java.time.Duration.ofMillis(100);
    private static final java.time.Duration LONGEST_PAUSE = java.time.Duration.ofSeconds(2);

    /** Something asked of one region. */
    interface Request<T> {
        T ask(KmsClient client) throws KeysException;
    }

    private record Open(KmsClient client, SdkHttpClient http, AwsCredentialsProvider credentials) {}

    private final Settings settings;
    private final Map<String, Open> opened = new TreeMap<>();
    private final Map<String, String> failures = new ConcurrentHashMap<>();
    private boolean closed;

    Kms(Settings settings) {
        this.settings = settings;
    }

    /**
     * Asks, and says what went wrong in words for the administrator.
     *
     * @param deed what cannot be done then, for example {@code wrap a key}
     */
    <T> T ask(String awsRegion, String deed, Request<T> request) throws KeysException {
        try {
            T answer = request.ask(client(awsRegion));
            failures.remove(awsRegion);
            return answer;
        } catch (SdkException e) {
            Diagnosis diagnosis = Diagnosis.of(e);
            KeysException failure = new KeysException(diagnosis.reason(), diagnosis.line(awsRegion, deed), e);
            if (diagnosis.reason() == Reason.UNAVAILABLE || diagnosis.reason() == Reason.YOUR_SETTINGS) {
                failures.put(awsRegion, failure.getMessage());
            }
            throw failure;
        }
    }

    /** As of the last request to each region. */
    Health health() {
        if (failures.isEmpty()) {
            return new Health(true, "AWS KMS in " + String.join(", ", settings.awsRegions()));
        }
        return new Health(false, String.join("; ", new TreeMap<>(failures).values()));
    }

    private synchronized KmsClient client(String awsRegion) throws KeysException {
        if (closed) {
            throw new KeysException(Reason.UNAVAILABLE, "the key provider aws has been stopped", null);
        }
        Open open = opened.get(awsRegion);
        if (open == null) {
            open = withOwnClassLoader(awsRegion);
            opened.put(awsRegion, open);
        }
        return open.client();
    }

    /** The SDK looks for its parts with the thread's class loader, which is somebody else's. */
    private Open withOwnClassLoader(String awsRegion) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Kms.class.getClassLoader());
        try {
            return open(awsRegion);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private Open open(String awsRegion) {
        SdkHttpClient http = UrlConnectionHttpClient.builder()
                .connectionTimeout(settings.connect())
                .socketTimeout(settings.read())
                .build();
        AwsCredentialsProvider credentials = credentials();
        KmsClientBuilder builder = KmsClient.builder()
                .httpClient(http)
                .credentialsProvider(credentials)
                .region(Region.of(awsRegion))
                .overrideConfiguration(behaviour());
        settings.endpoint(awsRegion).ifPresent(builder::endpointOverride);
        return new Open(builder.build(), http, credentials);
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
                .apiCallAttemptTimeout(settings.connect().plus(settings.read()))
                .apiCallTimeout(settings.call())
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
        for (Open open : opened.values()) {
            open.client().close();
            open.http().close();
            if (open.credentials() instanceof SdkAutoCloseable closeable) {
                closeable.close();
            }
        }
        opened.clear();
    }
}
