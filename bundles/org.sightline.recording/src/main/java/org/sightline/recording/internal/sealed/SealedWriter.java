package org.sightline.recording.internal.sealed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Writes a sealed file; nothing but sealed bytes leaves it. What has been written is safe when {@link #flush()} returns.
 * After an {@link IOException} it writes no more, for that would use a nonce twice: reopen the file, in a new epoch.
 * Not for use by two threads.
 */
public final class SealedWriter implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SealedFile file;
    private final SealedKeys keys;
    private final RecordTable records;
    private final byte[] pending = new byte[SealedFormat.MAX_BODY];
    private final byte[] sealed = new byte[SealedFormat.MAX_BODY + SealedFormat.OVERHEAD];
    private RecordCipher cipher;
    private long epochOffset;
    private int pendingLength;
    private long dataLength;
    private boolean unsynced;
    private boolean broken;

    private SealedWriter(SealedFile file, SealedKeys keys, RecordTable records, long dataLength) {
        this.file = file;
        this.keys = keys;
        this.records = records;
        this.dataLength = dataLength;
    }

    /** Creates the file, which must not exist, durably with its header and first epoch. */
    public static SealedWriter create(Path path, SealedName name, byte[] dataKey) throws IOException {
        SealedWriter writer = create(
                SealedFile.of(FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)),
                name,
                dataKey);
        try {
            Directories.sync(path.getParent());
            return writer;
        } catch (IOException e) {
            writer.close();
            throw e;
        }
    }

    static SealedWriter create(SealedFile file, SealedName name, byte[] dataKey) throws IOException {
        byte[] salt = random(SealedFormat.SALT);
        SealedKeys keys = new SealedKeys(dataKey, salt, name);
        SealedWriter writer = new SealedWriter(file, keys, new RecordTable(), 0);
        try {
            ByteBuffer header = ByteBuffer.allocate(SealedFormat.HEADER)
                    .putLong(SealedFormat.FILE_MAGIC)
                    .putShort((short) SealedFormat.VERSION)
                    .putShort((short) 0)
                    .putInt(name.take())
                    .put(salt)
                    .put(keys.commitment());
            writer.write(header.flip(), 0);
            writer.beginEpoch(1);
            return writer;
        } catch (IOException e) {
            writer.close();
            throw e;
        }
    }

    /** Continues a file after its last whole record, in a new epoch; what is torn behind it is cut off. */
    public static SealedWriter reopen(Path path, byte[] dataKey, SealedPrefix prefix) throws IOException {
        if (prefix.epochs() >= SealedFormat.MAX_EPOCHS) {
            throw new IOException("reopened too often");
        }
        SealedKeys keys = new SealedKeys(dataKey, prefix.salt(), prefix.name());
        SealedFile file = SealedFile.of(FileChannel.open(path, StandardOpenOption.WRITE));
        SealedWriter writer = new SealedWriter(file, keys, prefix.records(), prefix.dataLength());
        try {
            file.truncate(prefix.records().end());
            writer.beginEpoch(prefix.epochs() + 1);
            return writer;
        } catch (IOException e) {
            writer.close();
            throw e;
        }
    }

    private void beginEpoch(int epoch) throws IOException {
        byte[] salt = random(SealedFormat.SALT);
        cipher = keys.epoch(epoch, salt);
        epochOffset = records.end();
        byte[] tag = cipher.authenticate(RecordType.EPOCH, records.size(), salt);
        ByteBuffer record = ByteBuffer.wrap(sealed);
        SealedFormat.putRecordHeader(record, epoch, records.size(), salt.length, RecordType.EPOCH);
        record.put(salt).put(tag).flip();
        append(record, RecordType.EPOCH, salt.length);
        sync();
    }

    /** Adds content; it is sealed when a record is full or at {@link #flush()}. */
    public void data(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            int taken = Math.min(left, pending.length - pendingLength);
            System.arraycopy(bytes, from, pending, pendingLength, taken);
            pendingLength += taken;
            from += taken;
            left -= taken;
            if (pendingLength == pending.length) {
                sealPending();
            }
        }
        dataLength += length;
    }

    /** Writes what recovery needs to make a head; it counts until the next one. At most 64 KiB. */
    public void draft(byte[] draft) throws IOException {
        sealPending();
        record(RecordType.DRAFT, draft, 0, draft.length);
    }

    /** Seals what waits and syncs: everything given so far survives a crash. */
    public void flush() throws IOException {
        sealPending();
        sync();
    }

    /** Bytes of content given so far, without the head. */
    public long dataLength() {
        return dataLength;
    }

    /** Whether content waits for a {@link #flush()}. */
    public boolean dirty() {
        return pendingLength > 0 || unsynced;
    }

    /** Writes head, index and end, and closes the file. */
    public void finish(byte[] head, Closing closing) throws IOException {
        finish(head, dataLength, closing);
    }

    /**
     * Writes head, index and end, and closes the file.
     *
     * @param dataThatCounts content after that is never shown: a torn cluster
     */
    public void finish(byte[] head, long dataThatCounts, Closing closing) throws IOException {
        sealPending();
        for (int at = 0; at < head.length; at += SealedFormat.MAX_BODY) {
            record(RecordType.HEAD, head, at, Math.min(SealedFormat.MAX_BODY, head.length - at));
        }
        Closing.Totals totals =
                new Closing.Totals(records.size(), records.indexRecords(), records.end(), head.length, dataThatCounts);
        byte[][] index = new byte[totals.indexRecords()][];
        for (int i = 0; i < index.length; i++) {
            index[i] = records.index(i);
        }
        for (byte[] part : index) {
            record(RecordType.INDEX, part, 0, part.length);
        }
        byte[] end = closing.seal(totals);
        record(RecordType.FINAL, end, 0, end.length);
        ByteBuffer trailer = ByteBuffer.allocate(SealedFormat.TRAILER)
                .putLong(SealedFormat.TRAILER_MAGIC)
                .putLong(epochOffset);
        write(trailer.flip(), records.end());
        sync();
        close();
    }

    private void sealPending() throws IOException {
        if (pendingLength > 0) {
            int length = pendingLength;
            pendingLength = 0;
            record(RecordType.DATA, pending, 0, length);
        }
    }

    private void record(RecordType type, byte[] from, int offset, int length) throws IOException {
        if (length > SealedFormat.MAX_BODY) {
            throw new IllegalArgumentException("a record holds at most 64 KiB");
        }
        requireWhole();
        if (records.size() >= SealedFormat.MAX_RECORDS && type == RecordType.DATA) {
            throw new IOException("a sealed file holds at most " + SealedFormat.MAX_RECORDS + " records");
        }
        ByteBuffer record = ByteBuffer.wrap(sealed);
        SealedFormat.putRecordHeader(record, cipher.epoch(), records.size(), length, type);
        cipher.seal(type, records.size(), from, offset, length, sealed, SealedFormat.RECORD_HEADER);
        record.limit(SealedFormat.OVERHEAD + length).position(0);
        append(record, type, length);
    }

    private void append(ByteBuffer record, RecordType type, int length) throws IOException {
        write(record, records.end());
        records.add(type, length);
    }

    private void write(ByteBuffer bytes, long at) throws IOException {
        requireWhole();
        broken = true;
        unsynced = true;
        file.write(bytes, at);
        broken = false;
    }

    private void requireWhole() throws IOException {
        if (broken) {
            throw new IOException("an earlier write failed");
        }
    }

    private void sync() throws IOException {
        if (unsynced && !broken) {
            broken = true; // after a failed sync nobody knows what is on the disk
            file.sync();
            broken = false;
            unsynced = false;
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** Closes the file as it is; without {@link #finish} it is left to recovery. */
    @Override
    public void close() throws IOException {
        keys.close();
        Arrays.fill(pending, (byte) 0);
        file.close();
    }
}
