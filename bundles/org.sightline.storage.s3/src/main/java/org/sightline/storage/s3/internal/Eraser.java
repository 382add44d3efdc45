package org.sightline.storage.s3.internal;

import java.util.List;
import java.util.stream.Stream;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.StorageException;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;

/** Deletes objects; in a versioned bucket with every version and marker, since what is erased must be gone. */
final class Eraser {
    private final Bucket bucket;
    private final Usage usage;

    Eraser(Bucket bucket, Usage usage) {
        this.bucket = bucket;
        this.usage = usage;
    }

    /** @return whether it was there */
    boolean erase(ObjectKey key) throws StorageException {
        Bucket.Found found = bucket.find(key);
        if (found.object().isEmpty()) {
            if (found.marker()) {
                purge(key);
            } else {
                bucket.requireThereUnlessFresh();
            }
            return false;
        }
        DeleteObjectResponse answer = bucket.ask(
                "delete " + key.path(),
                client -> client.deleteObject(request ->
                        request.bucket(bucket.name()).key(bucket.path(key)).overrideConfiguration(bucket.shortly())));
        if (answer.versionId() != null || Boolean.TRUE.equals(answer.deleteMarker())) {
            purge(key);
        }
        usage.add(-found.object().get().contentLength());
        return true;
    }

    private void purge(ObjectKey key) throws StorageException {
        String path = bucket.path(key);
        String afterKey = null;
        String afterVersion = null;
        ListObjectVersionsResponse page;
        do {
            page = versions(key, afterKey, afterVersion);
            for (String version : versionsOf(path, page)) {
                bucket.ask(
                        "delete the versions of " + key.path(),
                        client -> client.deleteObject(request -> request.bucket(bucket.name())
                                .key(path)
                                .versionId(version)
                                .overrideConfiguration(bucket.shortly())));
            }
            afterKey = page.nextKeyMarker();
            afterVersion = page.nextVersionIdMarker();
        } while (Boolean.TRUE.equals(page.isTruncated()) && path.equals(afterKey));
    }

    private ListObjectVersionsResponse versions(ObjectKey key, String afterKey, String afterVersion)
            throws StorageException {
        return bucket.ask(
                "list the versions of " + key.path(),
                client -> client.listObjectVersions(request -> request.bucket(bucket.name())
                        .prefix(bucket.path(key))
                        .keyMarker(afterKey)
                        .versionIdMarker(afterVersion)
                        .overrideConfiguration(bucket.shortly())));
    }

    private static List<String> versionsOf(String path, ListObjectVersionsResponse page) {
        return Stream.concat(
                        page.versions().stream()
                                .filter(version -> path.equals(version.key()))
                                .map(version -> version.versionId()),
                        page.deleteMarkers().stream()
                                .filter(marker -> path.equals(marker.key()))
                                .map(marker -> marker.versionId()))
                .toList();
    }
}
