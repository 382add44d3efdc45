package org.sightline.recording.internal.sealed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Reads records from a stream one after another; holds the last one, sealed. Not for use by two threads. */
final class RecordReader {
    private final InputStream in;
    private byte[] buffer = new byte[SealedFormat.OVERHEAD + Closing.Totals.FINAL_BODY];
    private RecordType type;
    private int epoch;
    private long seq;
    private int length;

    RecordReader(InputStream in) {
        this.in = in;
    }

    /** @throws SealedException {@code TRUNCATED} at the end, also in the middle of a record; {@code ALTERED} */
    void next() throws IOException {
        fill(0, SealedFormat.RECORD_HEADER);
        parse();
        fill(SealedFormat.RECORD_HEADER, length + SealedFormat.TAG);
    }

    /** Reads a record whose length is known, at once. */
    void next(int known) throws IOException {
        fill(0, SealedFormat.OVERHEAD + known);
        parse();
        if (length != known) {
            throw new SealedException(SealedException.Reason.ALTERED, "record " + seq + " has another length");
        }
    }

    private void parse() throws SealedException {
        ByteBuffer header = ByteBuffer.wrap(buffer);
        boolean record = header.getInt() == SealedFormat.RECORD_MAGIC;
        epoch = header.getInt();
        seq = header.getLong();
        length = header.getInt();
        type = RecordType.of(header.get()).orElse(null);
        if (!record || type == null || length < 0 || length > SealedFormat.MAX_BODY || epoch < 1) {
            throw new SealedException(SealedException.Reason.ALTERED, "not a record");
        }
    }

    private void fill(int at, int count) throws IOException {
        if (buffer.length < at + count) {
            buffer = Arrays.copyOf(buffer, at + count);
        }
        if (in.readNBytes(buffer, at, count) < count) {
            throw new SealedException(SealedException.Reason.TRUNCATED, "it ends within a record");
        }
    }

    RecordType type() {
        return type;
    }

    int epoch() {
        return epoch;
    }

    int length() {
        return length;
    }

    /** @throws SealedException if the record is not the one that must be here */
    void require(RecordType wanted, int wantedEpoch, long wantedSeq) throws SealedException {
        if (type != wanted || epoch != wantedEpoch || seq != wantedSeq) {
            throw new SealedException(
                    SealedException.Reason.ALTERED, "another record is in the place of record " + wantedSeq);
        }
    }

    /** Verifies the record and writes its plaintext. */
    void open(RecordCipher cipher, byte[] to) throws SealedException {
        cipher.open(type, seq, buffer, SealedFormat.RECORD_HEADER, length, to, 0);
    }

    /** Verifies an EPOCH record and returns the epoch's cipher. */
    RecordCipher openEpoch(SealedKeys keys) throws SealedException {
        if (type != RecordType.EPOCH || length != SealedFormat.SALT) {
            throw new SealedException(SealedException.Reason.ALTERED, "no epoch where one must be");
        }
        byte[] salt = epochSalt();
        RecordCipher cipher = keys.epoch(epoch, salt);
        byte[] tag = cipher.authenticate(RecordType.EPOCH, seq, salt);
        byte[] stated = Arrays.copyOfRange(
                buffer, SealedFormat.RECORD_HEADER + SealedFormat.SALT, SealedFormat.OVERHEAD + SealedFormat.SALT);
        if (!java.security.MessageDigest.isEqual(tag, stated)) {
            throw new SealedException(SealedException.Reason.ALTERED, "epoch " + epoch + " was altered");
        }
        return cipher;
    }

    /** The body of an EPOCH record. */
    byte[] epochSalt() {
        return Arrays.copyOfRange(buffer, SealedFormat.RECORD_HEADER, SealedFormat.RECORD_HEADER + SealedFormat.SALT);
    }
}
