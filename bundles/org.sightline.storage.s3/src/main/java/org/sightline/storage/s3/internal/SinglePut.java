package org.sightline.storage.s3.internal;

import org.sightline.storage.ObjectKey;
import org.sightline.storage.StorageException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** Stores an object in one request. */
final class SinglePut {
    private final Bucket bucket;
    private final ObjectKey key;
    private final Content content;
    private final Receipt receipt;

    SinglePut(Bucket bucket, ObjectKey key, Content content) {
        this.bucket = bucket;
        this.key = key;
        this.content = content;
        this.receipt = new Receipt(bucket, key, content.length());
    }

    void run() throws StorageException {
        new Publication(bucket, receipt, content.tag(), this::send).run();
    }

    private boolean send(boolean conditional) throws StorageException {
        PutObjectResponse answer =
                bucket.ask("store " + key.path(), client -> client.putObject(request(conditional), content.body()));
        return Receipt.contradicts(content.crc32c(), answer.checksumCRC32C())
                || Receipt.contradicts(content.tag(), answer.eTag(), answer.serverSideEncryption());
    }

    private PutObjectRequest request(boolean conditional) {
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(bucket.name())
                .key(bucket.path(key))
                .contentLength((long) content.length())
                .checksumCRC32C(content.crc32c())
                .metadata(receipt.metadata())
                .ifNoneMatch(conditional ? "*" : null)
                .overrideConfiguration(bucket.within(content.length()));
        bucket.settings().encryption().apply(request);
        return request.build();
    }
}
