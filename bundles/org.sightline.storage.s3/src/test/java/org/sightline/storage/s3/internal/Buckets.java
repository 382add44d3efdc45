package org.sightline.storage.s3.internal;

import java.net.URI;
import org.sightline.storage.s3.server.LocalS3;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;

/** What the administrator of a server does. */
final class Buckets {
    private Buckets() {}

    static S3Client client(LocalS3 s3) {
        return S3Client.builder()
                .httpClientBuilder(Apache5HttpClient.builder())
                .endpointOverride(URI.create(s3.endpoint()))
                .region(Region.of("us-east-1"))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(s3.accessKeyId(), s3.secretAccessKey())))
                .build();
    }

    static void create(LocalS3 s3, String bucket) {
        try (S3Client client = client(s3)) {
            client.createBucket(request -> request.bucket(bucket));
        }
    }

    static void put(LocalS3 s3, String bucket, String key, String content) {
        try (S3Client client = client(s3)) {
            client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(content));
        }
    }

    static int unfinished(LocalS3 s3, String bucket) {
        try (S3Client client = client(s3)) {
            return client.listMultipartUploads(request -> request.bucket(bucket))
                    .uploads()
                    .size();
        }
    }

    static void begin(LocalS3 s3, String bucket, String key) {
        try (S3Client client = client(s3)) {
            client.createMultipartUpload(request -> request.bucket(bucket).key(key));
        }
    }

    static void delete(LocalS3 s3, String bucket, String key) {
        try (S3Client client = client(s3)) {
            client.deleteObject(request -> request.bucket(bucket).key(key));
        }
    }

    static void version(LocalS3 s3, String bucket) {
        try (S3Client client = client(s3)) {
            client.putBucketVersioning(request -> request.bucket(bucket)
                    .versioningConfiguration(versioning -> versioning.status(BucketVersioningStatus.ENABLED)));
        }
    }

    /** Of all its objects, with markers. */
    static int versions(LocalS3 s3, String bucket) {
        try (S3Client client = client(s3)) {
            ListObjectVersionsResponse answer = client.listObjectVersions(request -> request.bucket(bucket));
            return answer.versions().size() + answer.deleteMarkers().size();
        }
    }
}
