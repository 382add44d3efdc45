package org.sightline.storage.s3.internal;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * What one attempt to store an object expects of the server. Its mark goes into the object's metadata, so that an object
 * whose storing was answered by silence can be told from somebody else's.
 */
final class Receipt {
    private static final String MARK = "sightline-put";

    /** What lies under the key. */
    enum Finding {
        NONE,
        MINE,
        /** From this attempt, but not what was sent. */
        BROKEN,
        OTHER
    }

    private final Bucket bucket;
    private final ObjectKey key;
    private final long length;
    private final String mark = UUID.randomUUID().toString();

    Receipt(Bucket bucket, ObjectKey key, long length) {
        this.bucket = bucket;
        this.key = key;
        this.length = length;
    }

    Map<String, String> metadata() {
        return Map.of(MARK, mark);
    }

    Finding look(String expectedTag) throws StorageException {
        Optional<HeadObjectResponse> found = bucket.head(key);
        if (found.isEmpty()) {
            return Finding.NONE;
        }
        Optional<String> theirs = mark(found.get());
        if (theirs.isPresent() && !theirs.get().equals(mark)) {
            return Finding.OTHER;
        }
        HeadObjectResponse object = found.get();
        boolean whole = object.contentLength() == length
                && !contradicts(expectedTag, object.eTag(), object.serverSideEncryption());
        if (whole) {
            return Finding.MINE;
        }
        return theirs.isPresent() ? Finding.BROKEN : Finding.OTHER; // a server that keeps no metadata
    }

    private static Optional<String> mark(HeadObjectResponse object) {
        return Optional.ofNullable(object.metadata()).map(metadata -> metadata.get(MARK));
    }

    /** Takes away what this attempt has stored, and nothing else. */
    boolean withdraw() throws StorageException {
        boolean mine =
                bucket.head(key).flatMap(Receipt::mark).filter(mark::equals).isPresent();
        if (mine) {
            bucket.ask(
                    "delete " + key.path(),
                    client -> client.deleteObject(request -> request.bucket(bucket.name())
                            .key(bucket.path(key))
                            .overrideConfiguration(bucket.shortly())));
        }
        return mine;
    }

    /** A tag that looks like a hash must be the expected one; a tag of content under KMS is none. */
    static boolean contradicts(String expected, String tag, ServerSideEncryption encryption) {
        String bare = tag == null ? "" : tag.replace("\"", "").toLowerCase(Locale.ROOT);
        boolean hash = bare.matches("[0-9a-f]{32}(-[0-9]{1,5})?") && bare.contains("-") == expected.contains("-");
        boolean kms = encryption == ServerSideEncryption.AWS_KMS || encryption == ServerSideEncryption.AWS_KMS_DSSE;
        return hash && !kms && !bare.equals(expected);
    }

    static boolean contradicts(String expected, String checksum) {
        return checksum != null && !checksum.isEmpty() && !checksum.equals(expected);
    }

    StorageException corrupt() {
        return new StorageException(
                Reason.CORRUPT,
                "storage " + bucket.settings().name() + " has stored something else as " + key.path()
                        + " than it was sent; check endpoint in the configuration "
                        + bucket.settings().configuration());
    }

    StorageException exists() {
        return new StorageException(Reason.EXISTS, "there already is an object " + key.path());
    }
}
