package org.sightline.storage.s3.internal;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;

/** Stores objects: all or nothing, and never over another. */
final class Writer {
    /** Smaller objects do not take a whole part's buffer. */
    private static final int SMALL = 1 << 18;

    private static final long CLOSING_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long CLOSING_TICK_MILLIS = 20;
    private static final int MAX_PARTS = 10_000;

    private final Bucket bucket;
    private final Condition condition;
    private final Usage usage;
    private final Buffers buffers;
    private final Executor senders;
    private final Set<PartsInFlight> active = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;
    private final KeyLocks locks = new KeyLocks();

    /** @param senders with a thread for each buffer */
    Writer(Bucket bucket, Condition condition, Usage usage, Executor senders) {
        this.bucket = bucket;
        this.condition = condition;
        this.usage = usage;
        this.senders = senders;
        Settings settings = bucket.settings();
        this.buffers = new Buffers(
                settings.partBytes(), settings.parts(), settings.read().multipliedBy(6));
    }

    void put(ObjectKey key, InputStream bytes, long length) throws StorageException {
        requireRoom(key, length);
        if (!locks.lock(key)) {
            throw interrupted(key);
        }
        try {
            if (bucket.head(key).isPresent()) {
                throw exists(key);
            }
            store(key, bytes, length);
            usage.add(length);
            condition.stored();
        } catch (StorageException e) {
            if (e.reason() == Reason.NOT_FOUND) { // an upload that somebody else has aborted
                throw new StorageException(Reason.TRY_AGAIN, e.getMessage(), e);
            }
            if (e.reason() == Reason.YOUR_SETTINGS || e.reason() == Reason.FULL) {
                condition.cannotStore(e.getMessage());
            }
            throw e;
        } finally {
            locks.unlock(key);
        }
    }

    /** Stops what is stored in parts, and lets its threads give the parts back while the server can still be asked. */
    void close() {
        closing = true;
        active.forEach(PartsInFlight::stop);
        long deadline = System.nanoTime() + CLOSING_NANOS;
        try {
            while (!active.isEmpty() && System.nanoTime() < deadline) {
                Thread.sleep(CLOSING_TICK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void requireOpen(ObjectKey key) throws StorageException {
        if (closing) {
            throw new StorageException(
                    Reason.TRY_AGAIN,
                    "storage " + bucket.settings().name() + " was closed while it stored " + key.path());
        }
    }

    private void requireRoom(ObjectKey key, long length) throws StorageException {
        if (length < 0) {
            throw new IllegalArgumentException("length");
        }
        if (length > usage.free()) {
            throw new StorageException(Reason.FULL, usage.full(bucket.settings()));
        }
        if (length / buffers.size() >= MAX_PARTS) {
            throw new StorageException(
                    Reason.YOUR_SETTINGS,
                    key.path() + " is too long for 10,000 parts; check partMegabytes in the configuration "
                            + bucket.settings().configuration());
        }
    }

    private void store(ObjectKey key, InputStream bytes, long length) throws StorageException {
        if (length <= SMALL) {
            storeAtOnce(key, read(key, bytes, new byte[(int) length], length));
        } else if (length <= buffers.size()) {
            byte[] buffer = buffer(key);
            try {
                storeAtOnce(key, read(key, bytes, buffer, length));
            } finally {
                buffers.giveBack(buffer);
            }
        } else {
            storeInParts(key, bytes, length);
        }
    }

    private void storeAtOnce(ObjectKey key, Content content) throws StorageException {
        new SinglePut(bucket, key, content).run();
    }

    private void storeInParts(ObjectKey key, InputStream bytes, long length) throws StorageException {
        MultipartPut upload = new MultipartPut(bucket, key, length);
        PartsInFlight parts = new PartsInFlight(senders, buffers, upload);
        active.add(parts);
        try {
            String tag = sendParts(key, bytes, length, parts);
            upload.complete(parts.await(), tag);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abort(parts, upload);
            throw interrupted(key);
        } catch (StorageException | RuntimeException e) {
            abort(parts, upload);
            throw e;
        } finally {
            active.remove(parts);
        }
    }

    private static void abort(PartsInFlight parts, MultipartPut upload) {
        parts.stop();
        upload.abort();
    }

    /** @return the tag of the whole, by the tags of the parts */
    private String sendParts(ObjectKey key, InputStream bytes, long length, PartsInFlight parts)
            throws StorageException {
        MessageDigest tags = Content.md5();
        long left = length;
        int count = 0;
        while (left > 0) {
            byte[] buffer = buffer(key);
            Content content;
            try {
                parts.requireNoneFailed();
                requireOpen(key);
                content = read(key, bytes, buffer, Math.min(left, buffers.size()));
            } catch (StorageException | RuntimeException e) {
                buffers.giveBack(buffer);
                throw e;
            }
            tags.update(content.md5Bytes());
            left -= content.length();
            count++;
            parts.send(content, buffer);
        }
        return HexFormat.of().formatHex(tags.digest()) + "-" + count;
    }

    private Content read(ObjectKey key, InputStream bytes, byte[] buffer, long expected) throws StorageException {
        Content content;
        try {
            content = Content.read(bytes, buffer, (int) expected);
        } catch (IOException e) {
            throw new StorageException(Reason.TRY_AGAIN, "the content of " + key.path() + " cannot be read: " + e, e);
        }
        if (content.length() < expected) {
            throw new StorageException(
                    Reason.CORRUPT,
                    "the content of " + key.path() + " ended " + (expected - content.length()) + " bytes early");
        }
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted(key);
        }
        return content;
    }

    private byte[] buffer(ObjectKey key) throws StorageException {
        byte[] buffer;
        try {
            buffer = buffers.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(key);
        }
        if (buffer == null) {
            throw new StorageException(
                    Reason.TRY_AGAIN,
                    "storage " + bucket.settings().name() + " has too much to store at a time for " + key.path()
                            + "; check parts in the configuration "
                            + bucket.settings().configuration());
        }
        return buffer;
    }

    private static StorageException interrupted(ObjectKey key) {
        return new StorageException(Reason.TRY_AGAIN, "the storing of " + key.path() + " was interrupted");
    }

    private static StorageException exists(ObjectKey key) {
        return new StorageException(Reason.EXISTS, "there already is an object " + key.path());
    }
}
