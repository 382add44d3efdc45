package org.sightline.storage.s3.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The bucket of one configuration: every request to it is bounded in time, and every failure is named. */
final class Bucket {
    /** Slower than this, in bytes a second, is as good as not at all. */
    private static final long SLOWEST = 64 * 1024;

    private static final String DELETE_MARKER = "x-amz-delete-marker";

    private final Settings settings;
    private final Connection connection;
    private final Condition condition;
    private final int page;
    private volatile boolean conditional = true;

    /** @param page how many keys a listing asks for at a time */
    Bucket(Settings settings, Connection connection, Condition condition, int page) {
        this.settings = settings;
        this.connection = connection;
        this.condition = condition;
        this.page = page;
    }

    Settings settings() {
        return settings;
    }

    String name() {
        return settings.bucket();
    }

    int page() {
        return page;
    }

    String path(ObjectKey key) {
        return settings.prefix() + key.path();
    }

    /** Whether the server is asked not to overwrite; some do not know how. */
    boolean isConditional() {
        return conditional;
    }

    void setUnconditional() {
        conditional = false;
    }

    /** Asks for one key: credentials, bucket and region are right if that is answered. */
    void requireThere() throws StorageException {
        Duration limit = settings.connect().plus(settings.read());
        ask(
                "use the " + settings,
                client -> client.listObjectsV2(request -> request.bucket(name())
                        .prefix(settings.prefix())
                        .maxKeys(1)
                        .overrideConfiguration(limits -> limits.apiCallTimeout(limit))));
    }

    /** What the server says to this request. */
    <T> T ask(String deed, Function<S3Client, T> request) throws StorageException {
        try {
            T answer = request.apply(connection.client());
            condition.answered();
            return answer;
        } catch (RuntimeException e) {
            throw failed(deed, e);
        }
    }

    StorageException failed(String deed, RuntimeException e) {
        if (e instanceof AbortedException) {
            Thread.currentThread().interrupt();
        }
        Diagnosis diagnosis = Diagnosis.of(e);
        condition.failed(diagnosis);
        return new StorageException(diagnosis.reason(), diagnosis.line(settings, deed), e);
    }

    /** Time for a request that moves this many bytes: some for the way, and some for each of them. */
    Consumer<AwsRequestOverrideConfiguration.Builder> within(long bytes) {
        Duration attempt = settings.connect().plus(settings.read()).plusSeconds(bytes / SLOWEST);
        return limits -> limits.apiCallAttemptTimeout(attempt).apiCallTimeout(attempt.multipliedBy(2));
    }

    Consumer<AwsRequestOverrideConfiguration.Builder> shortly() {
        return within(0);
    }

    /** An object, or the marker that a versioned bucket keeps of one. */
    record Found(Optional<HeadObjectResponse> object, boolean marker) {
        private static final Found NOTHING = new Found(Optional.empty(), false);
    }

    Found find(ObjectKey key) throws StorageException {
        try {
            return ask(
                    "look for " + key.path(),
                    client -> new Found(
                            Optional.of(client.headObject(request ->
                                    request.bucket(name()).key(path(key)).overrideConfiguration(shortly()))),
                            false));
        } catch (StorageException e) {
            if (e.reason() == Reason.NOT_FOUND && e.getCause() instanceof S3Exception answer) {
                return found(answer);
            }
            throw e;
        }
    }

    private Found found(S3Exception answer) {
        boolean marker = answer.awsErrorDetails() != null
                && answer.awsErrorDetails().sdkHttpResponse() != null
                && answer.awsErrorDetails()
                        .sdkHttpResponse()
                        .firstMatchingHeader(DELETE_MARKER)
                        .map("true"::equals)
                        .orElse(false);
        return marker ? new Found(Optional.empty(), true) : Found.NOTHING;
    }

    /** A bucket that is not there must not look like one without objects: a HEAD is answered the same. */
    Optional<HeadObjectResponse> headSurely(ObjectKey key) throws StorageException {
        Optional<HeadObjectResponse> found = head(key);
        if (found.isEmpty()) {
            requireThereUnlessFresh();
        }
        return found;
    }

    void requireThereUnlessFresh() throws StorageException {
        if (!condition.isFresh()) {
            requireThere();
        }
    }

    Optional<HeadObjectResponse> head(ObjectKey key) throws StorageException {
        return find(key).object();
    }
}
