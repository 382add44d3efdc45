package org.sightline.storage.s3.internal;

import java.io.IOException;
import java.io.InputStream;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;

/** Stores objects: all or nothing, and never over another. */
final class Writer {
    /** Smaller objects do not take a whole part's buffer. */
    private static final int SMALL = 1 << 18;

    private static final int MAX_PARTS = 10_000;

    private final Bucket bucket;
    private final Condition condition;
    private final Usage usage;
    private final Buffers buffers;
    private final KeyLocks locks = new KeyLocks();

    Writer(Bucket bucket, Condition condition, Usage usage) {
        this.bucket = bucket;
        this.condition = condition;
        this.usage = usage;
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
            if (e.reason() == Reason.YOUR_SETTINGS || e.reason() == Reason.FULL) {
                condition.cannotStore(e.getMessage());
            }
            throw e;
        } finally {
            locks.unlock(key);
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
            return;
        }
        byte[] buffer = buffer(key);
        try {
            Content first = read(key, bytes, buffer, Math.min(length, buffers.size()));
            if (length == first.length()) {
                storeAtOnce(key, first);
            } else {
                storeInParts(key, first, bytes, buffer, length);
            }
        } finally {
            buffers.giveBack(buffer);
        }
    }

    private void storeAtOnce(ObjectKey key, Content content) throws StorageException {
        new SinglePut(bucket, key, content).run();
    }

    private void storeInParts(ObjectKey key, Content first, InputStream bytes, byte[] buffer, long length)
            throws StorageException {
        MultipartPut upload = new MultipartPut(bucket, key, length);
        try {
            Content content = first;
            long left = length;
            while (true) {
                upload.add(content);
                left -= content.length();
                if (left == 0) {
                    break;
                }
                content = read(key, bytes, buffer, Math.min(left, buffers.size()));
            }
            upload.complete();
        } catch (StorageException | RuntimeException e) {
            upload.abort();
            throw e;
        }
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
