package org.sightline.storage.s3.internal;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.StorageException;
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
    private final List<CompletedPart> parts = new ArrayList<>();
    private final MessageDigest tags = Content.md5();

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

    void add(Content content) throws StorageException {
        int number = parts.size() + 1;
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
        tags.update(content.md5Bytes());
        parts.add(CompletedPart.builder()
                .partNumber(number)
                .eTag(answer.eTag())
                .checksumCRC32C(content.crc32c())
                .build());
    }

    void complete() throws StorageException {
        String tag = HexFormat.of().formatHex(tags.digest()) + "-" + parts.size();
        new Publication(bucket, receipt, tag, conditional -> finish(conditional, tag)).run();
    }

    private boolean finish(boolean conditional, String tag) throws StorageException {
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
