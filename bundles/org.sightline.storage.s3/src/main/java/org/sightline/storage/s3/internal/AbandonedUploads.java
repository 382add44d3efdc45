package org.sightline.storage.s3.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.sightline.storage.StorageException;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** Aborts uploads in parts that nobody finishes any more; their parts would be kept, and paid for, for ever. */
final class AbandonedUploads {
    private static final Duration AGE = Duration.ofDays(1);

    private final Bucket bucket;
    private final Clock clock;

    AbandonedUploads(Bucket bucket, Clock clock) {
        this.bucket = bucket;
        this.clock = clock;
    }

    /** @return how many */
    int abort() throws StorageException {
        Instant limit = clock.instant().minus(AGE);
        int aborted = 0;
        String afterKey = null;
        String afterId = null;
        ListMultipartUploadsResponse page;
        do {
            page = page(afterKey, afterId);
            for (MultipartUpload upload : page.uploads()) {
                if (upload.initiated() != null && upload.initiated().isBefore(limit)) {
                    abort(upload);
                    aborted++;
                }
            }
            afterKey = page.nextKeyMarker();
            afterId = page.nextUploadIdMarker();
        } while (Boolean.TRUE.equals(page.isTruncated()) && afterKey != null);
        return aborted;
    }

    private ListMultipartUploadsResponse page(String afterKey, String afterId) throws StorageException {
        return bucket.ask(
                "list its unfinished uploads",
                client -> client.listMultipartUploads(request -> request.bucket(bucket.name())
                        .prefix(bucket.settings().prefix())
                        .keyMarker(afterKey)
                        .uploadIdMarker(afterId)
                        .overrideConfiguration(bucket.shortly())));
    }

    private void abort(MultipartUpload upload) throws StorageException {
        bucket.ask(
                "abort an unfinished upload",
                client -> client.abortMultipartUpload(request -> request.bucket(bucket.name())
                        .key(upload.key())
                        .uploadId(upload.uploadId())
                        .overrideConfiguration(bucket.shortly())));
    }
}
