package org.sightline.storage.s3.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.StorageException;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Keys page by page: never more than one page is in memory. */
final class Listing {
    /** What a key can begin with; the server is not asked for anything else. */
    private static final Pattern BEGINNING = Pattern.compile(
            "([A-Za-z0-9_-]*|[A-Za-z0-9_-]+/([A-Za-z0-9_-]*|[A-Za-z0-9_-]+/([A-Za-z0-9_-][A-Za-z0-9_.-]*)?))");

    private final Bucket bucket;

    Listing(Bucket bucket) {
        this.bucket = bucket;
    }

    Stream<ObjectKey> keys(String prefix) throws StorageException {
        return objects(prefix).flatMap(object -> key(object).stream());
    }

    /** The first page is fetched at once, so that what is wrong shows here. */
    Stream<S3Object> objects(String prefix) throws StorageException {
        if (!BEGINNING.matcher(prefix).matches()) {
            return Stream.empty();
        }
        Pages pages = new Pages(bucket.settings().prefix() + prefix);
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(pages, Spliterator.ORDERED | Spliterator.NONNULL), false)
                .flatMap(List::stream);
    }

    /** Objects of somebody else in the bucket have no key of ours. */
    private Optional<ObjectKey> key(S3Object object) {
        try {
            return Optional.of(ObjectKey.parse(
                    object.key().substring(bucket.settings().prefix().length())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private final class Pages implements Iterator<List<S3Object>> {
        private final String prefix;
        private ListObjectsV2Response page;
        private boolean taken;

        Pages(String prefix) throws StorageException {
            this.prefix = prefix;
            this.page = fetch(null);
        }

        private ListObjectsV2Response fetch(String continuation) throws StorageException {
            return bucket.ask(
                    "list its objects",
                    client -> client.listObjectsV2(request -> request.bucket(bucket.name())
                            .prefix(prefix)
                            .maxKeys(bucket.page())
                            .continuationToken(continuation)
                            .overrideConfiguration(bucket.shortly())));
        }

        @Override
        public boolean hasNext() {
            return !taken || Boolean.TRUE.equals(page.isTruncated());
        }

        @Override
        public List<S3Object> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            if (taken) {
                page = after(page);
            }
            taken = true;
            return page.contents();
        }

        private ListObjectsV2Response after(ListObjectsV2Response before) {
            if (before.nextContinuationToken() == null) {
                throw new UncheckedIOException(new IOException("the server does not say where its listing goes on"));
            }
            try {
                return fetch(before.nextContinuationToken());
            } catch (StorageException e) {
                throw new UncheckedIOException(new IOException(e.getMessage(), e));
            }
        }
    }
}
