package org.sightline.storage.s3.internal;

import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** What the server is asked to encrypt once more, on top of our own sealing. */
record Encryption(Kind kind, String kmsKeyId) {
    enum Kind {
        NONE,
        SSE_S3,
        SSE_KMS
    }

    static Kind kind(String text) {
        return switch (String.valueOf(text)) {
            case "none" -> Kind.NONE;
            case "SSE-S3" -> Kind.SSE_S3;
            case "SSE-KMS" -> Kind.SSE_KMS;
            default -> throw new IllegalArgumentException("none, SSE-S3 or SSE-KMS");
        };
    }

    void apply(PutObjectRequest.Builder request) {
        switch (kind) {
            case SSE_S3 -> request.serverSideEncryption(ServerSideEncryption.AES256);
            case SSE_KMS ->
                request.serverSideEncryption(ServerSideEncryption.AWS_KMS).ssekmsKeyId(keyOrNull());
            case NONE -> {}
        }
    }

    void apply(CreateMultipartUploadRequest.Builder request) {
        switch (kind) {
            case SSE_S3 -> request.serverSideEncryption(ServerSideEncryption.AES256);
            case SSE_KMS ->
                request.serverSideEncryption(ServerSideEncryption.AWS_KMS).ssekmsKeyId(keyOrNull());
            case NONE -> {}
        }
    }

    private String keyOrNull() {
        return kmsKeyId.isEmpty() ? null : kmsKeyId;
    }
}
