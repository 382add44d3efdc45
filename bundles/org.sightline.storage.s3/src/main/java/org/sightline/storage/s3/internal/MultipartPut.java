package org.sightline.storage.s3.internal;

import java.util.List;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** Stores an object part by part; it is visible when all are there and verified. */
final class MultipartPut {
    private final Bucket bucket;
    private final ObjectKey key;
    private final Receipt receipt;
    private final String id;

    /** Begins it. */
    MultipartPut(Bucket bucket, ObjectKey key, long length) throws StorageException {
        this.bucket = bucket;
        this.key = key;
        this.receipt = new Receipt(bucket, key, length);
        this.id = bucket.ask(
                "store " + key.path(),
                client -> client.createMultipartUpload(beginning()).uploadId());
    }

    private CreateMultipartUploadRequest beginning() {
        CreateMultipartUploadRequest.Builder request = CreateMultipartUploadRequest.builder()
                .bucket(bucket.name())
                .key(bucket.path(key))
                .contentType("application/octet-stream")
                .checksumAlgorithm(ChecksumAlgorithm.CRC32_C)
                .metadata(receipt.metadata())
                .overrideConfiguration(bucket.shortly());
        bucket.settings().encryption().apply(request);
        return request.build();
    }

    CompletedPart send(int number, Content content) throws StorageException {
        UploadPartRequest request = UploadPartRequest.builder()
                .bucket(bucket.name())
                .key(bucket.path(key))
                .uploadId(id)
                .partNumber(number)
                .contentLength((long) content.length())
                .checksumCRC32C(content.crc32c())
                .overrideConfiguration(bucket.within(content.length()))
                .build();
        UploadPartResponse answer =
                bucket.ask("store " + key.path(), client -> client.uploadPart(request, content.body()));
        if (Receipt.contradicts(content.crc32c(), answer.checksumCRC32C())
                || Receipt.contradicts(content.tag(), answer.eTag(), answer.serverSideEncryption())) {
            throw receipt.corrupt();
        }
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(answer.eTag())
                .checksumCRC32C(content.crc32c())
                .build();
    }

    StorageException failed(RuntimeException e) {
        return bucket.failed("store " + key.path(), e);
    }

    StorageException stopped() {
        return new StorageException(Reason.TRY_AGAIN, "the storing of " + key.path() + " was stopped");
    }

    /** @param tag of the whole object, by the tags of its parts */
    void complete(List<CompletedPart> parts, String tag) throws StorageException {
        new Publication(bucket, receipt, tag, conditional -> finish(parts, conditional, tag)).run();
    }

    private boolean finish(List<CompletedPart> parts, boolean conditional, String tag) throws StorageException {
        CompleteMultipartUploadResponse answer = bucket.ask(
                "store " + key.path(),
                client -> client.completeMultipartUpload(request -> request.bucket(bucket.name())
                        .key(bucket.path(key))
                        .uploadId(id)
                        .multipartUpload(upload -> upload.parts(parts))
                        .ifNoneMatch(conditional ? "*" : null)
                        .overrideConfiguration(bucket.within(
                                (long) parts.size() * bucket.settings().partBytes()))));
        return Receipt.contradicts(tag, answer.eTag(), answer.serverSideEncryption());
    }

    /** Gives the parts back; an upload that cannot be aborted now is found by {@link AbandonedUploads}. */
    void abort() {
        Cleanup.attempt(
                "abort the storing of " + key.path(),
                () -> bucket.ask(
                        "abort the storing of " + key.path(),
                        client -> client.abortMultipartUpload(request -> request.bucket(bucket.name())
                                .key(bucket.path(key))
                                .uploadId(id)
                                .overrideConfiguration(bucket.shortly()))));
    }
}
