package org.sightline.recording.internal.sealed;

import java.nio.ByteBuffer;

/**
 * The layout of a sealed file, version 1. All numbers are big-endian.
 *
 * <pre>
 * file    = header record* trailer
 * header  = magic(8) version(2) zero(2) take(4) salt(32) commitment(32)
 * record  = magic(4) epoch(4) seq(8) length(4) type(1) body(length) tag(16)
 * trailer = magic(8) offset(8)          of the EPOCH record of the epoch that FINAL is in
 * records = EPOCH (EPOCH | DRAFT | DATA)* HEAD* INDEX+ FINAL
 * </pre>
 *
 * {@code seq} counts the records of the file from 0, across epochs. Each record is AES-256-GCM under the key of its
 * epoch with {@code seq} as nonce; its associated data are the format version, what the file is ({@link SealedName}),
 * epoch, seq, type and length. The content that a reader sees is HEAD, then DATA cut to the length that FINAL states.
 */
final class SealedFormat {
    static final int VERSION = 1;
    static final long FILE_MAGIC = 0x534c5345414c4544L;
    static final long TRAILER_MAGIC = 0x534c524541444552L;
    static final int RECORD_MAGIC = 0x534c5243;

    static final int SALT = 32;
    static final int COMMITMENT = 32;
    static final int HEADER = 8 + 2 + 2 + 4 + SALT + COMMITMENT;
    static final int RECORD_HEADER = 4 + 4 + 8 + 4 + 1;
    static final int TAG = 16;
    static final int OVERHEAD = RECORD_HEADER + TAG;
    static final int TRAILER = 16;

    /** The longest body of a record. */
    static final int MAX_BODY = 64 * 1024;
    /** A file has at most this many records: 5 days at two a second; it bounds what a reader allocates. */
    static final int MAX_RECORDS = 1_000_000;
    /** A file is reopened at most this often. */
    static final int MAX_EPOCHS = 1_000;

    private SealedFormat() {}

    static void putRecordHeader(ByteBuffer to, int epoch, long seq, int length, RecordType type) {
        to.putInt(RECORD_MAGIC).putInt(epoch).putLong(seq).putInt(length).put((byte) type.code());
    }
}
