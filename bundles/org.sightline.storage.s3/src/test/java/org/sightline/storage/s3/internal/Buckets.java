package org.sightline.storage.s3.internal;

import java.net.URI;
import org.sightline.storage.s3.server.LocalS3;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** What the administrator of a server does. */
final class Buckets {
    private Buckets() {}

    static S3Client client(LocalS3 s3) {
        return S3Client.builder()
                .httpClient(Apache5HttpClient.create())
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
}
