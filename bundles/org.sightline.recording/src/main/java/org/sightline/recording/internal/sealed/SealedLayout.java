package org.sightline.recording.internal.sealed;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the content of a closed sealed file is: read from its end, every part of it verified. It holds no key: with the
 * salts and the data key the ciphers are made again.
 *
 * @param salt of the header
 * @param epochSalts by epoch, the first at 0
 * @param length bytes of content
 * @param headLength bytes of content that are its head
 * @param content ordinals of the records that hold content, in the order of the content
 * @param starts offset in the content of each of these
 * @param offsets offset in the file of every record
 * @param epochs epoch of every record
 */
record SealedLayout(
        RecordTable records,
        byte[] salt,
        List<byte[]> epochSalts,
        Closing closing,
        long length,
        long headLength,
        int[] content,
        long[] starts,
        long[] offsets,
        int[] epochs) {

    private static final int FINAL_RECORD = SealedFormat.OVERHEAD + Closing.Totals.FINAL_BODY;
    private static final int EPOCH_RECORD = SealedFormat.OVERHEAD + SealedFormat.SALT;
    /** Holds the whole index of half an hour, so that opening takes two reads. */
    private static final int TAIL = FINAL_RECORD + SealedFormat.TRAILER + SealedFormat.OVERHEAD + 16 * 1024;

    static SealedLayout read(SealedSource source, SealedName name, byte[] dataKey) throws IOException {
        long fileLength = source.length();
        int start = (int) Math.min(fileLength, SealedFormat.HEADER + (long) EPOCH_RECORD);
        InputStream in = new ByteArrayInputStream(PatientReads.bytes(source, 0, start));
        SealedHeader.Opened header = SealedHeader.read(in, name, dataKey);
        RecordReader first = new RecordReader(in);
        try (SealedKeys keys = header.keys()) {
            first.next();
            return new Opening(source, fileLength, header.salt(), keys, first).run();
        }
    }

    /** The ciphers of its epochs, the first at 0. */
    List<RecordCipher> ciphers(SealedName name, byte[] dataKey) {
        List<RecordCipher> ciphers = new ArrayList<>();
        try (SealedKeys keys = new SealedKeys(dataKey, salt, name)) {
            for (byte[] epochSalt : epochSalts) {
                ciphers.add(keys.epoch(ciphers.size() + 1, epochSalt));
            }
        }
        return ciphers;
    }

    private static final class Opening {
        private final SealedSource source;
        private final long fileLength;
        private final byte[] salt;
        private final SealedKeys keys;
        private final RecordReader first;
        private final byte[] plain = new byte[SealedFormat.MAX_BODY];

        Opening(SealedSource source, long fileLength, byte[] salt, SealedKeys keys, RecordReader first) {
            this.source = source;
            this.fileLength = fileLength;
            this.salt = salt;
            this.keys = keys;
            this.first = first;
        }

        SealedLayout run() throws IOException {
            long finalOffset = fileLength - SealedFormat.TRAILER - FINAL_RECORD;
            if (finalOffset < SealedFormat.HEADER + EPOCH_RECORD) {
                throw new SealedException(SealedException.Reason.TRUNCATED, "it has no end");
            }
            long tailOffset = Math.max(SealedFormat.HEADER, fileLength - TAIL);
            byte[] tail = bytes(tailOffset, (int) (fileLength - tailOffset));
            long lastEpochOffset = trailer(tail);
            RecordCipher last = epochAt(lastEpochOffset, finalOffset);

            RecordReader end = new RecordReader(slice(tail, finalOffset - tailOffset));
            end.next();
            Closing.Opened opened = openFinal(end, last);
            Closing.Totals totals = opened.totals();
            boolean possible = totals.records() > 0
                    && totals.records() <= SealedFormat.MAX_RECORDS + 16
                    && totals.indexOffset() >= SealedFormat.HEADER
                    && totals.indexOffset() < finalOffset;
            require(possible, "its end is malformed");
            RecordTable records = index(totals, finalOffset, tail, tailOffset, last);
            SealedLayout layout = lay(records, opened);
            int lastEpochRecord = java.util.Arrays.binarySearch(layout.offsets, lastEpochOffset);
            require(
                    lastEpochRecord >= 0
                            && records.type(lastEpochRecord) == RecordType.EPOCH
                            && layout.epochs[lastEpochRecord] == last.epoch()
                            && layout.epochSalts.size() == last.epoch(),
                    "its end is of another epoch");
            return layout;
        }

        private long trailer(byte[] tail) throws SealedException {
            ByteBuffer trailer = ByteBuffer.wrap(tail, tail.length - SealedFormat.TRAILER, SealedFormat.TRAILER);
            if (trailer.getLong() != SealedFormat.TRAILER_MAGIC) {
                throw new SealedException(SealedException.Reason.TRUNCATED, "it has no end");
            }
            return trailer.getLong();
        }

        private RecordCipher epochAt(long offset, long limit) throws IOException {
            if (offset == SealedFormat.HEADER) {
                return first.openEpoch(keys);
            }
            require(offset > SealedFormat.HEADER && offset <= limit - EPOCH_RECORD, "its end is malformed");
            RecordReader reader = new RecordReader(new ByteArrayInputStream(bytes(offset, EPOCH_RECORD)));
            reader.next();
            return reader.openEpoch(keys);
        }

        private Closing.Opened openFinal(RecordReader reader, RecordCipher cipher) throws IOException {
            require(
                    reader.type() == RecordType.FINAL
                            && reader.epoch() == cipher.epoch()
                            && reader.length() == Closing.Totals.FINAL_BODY,
                    "it has no end");
            reader.open(cipher, plain);
            Closing.Opened opened = Closing.Opened.read(plain);
            reader.require(
                    RecordType.FINAL,
                    cipher.epoch(),
                    (long) opened.totals().records() + opened.totals().indexRecords());
            return opened;
        }

        private RecordTable index(
                Closing.Totals totals, long finalOffset, byte[] tail, long tailOffset, RecordCipher cipher)
                throws IOException {
            long from = totals.indexOffset();
            byte[] before = bytes(from, (int) Math.max(0, tailOffset - from));
            RecordTable records = new RecordTable();
            try (InputStream in = new SequenceInputStream(
                    new ByteArrayInputStream(before), slice(tail, Math.max(0, from - tailOffset)))) {
                RecordReader reader = new RecordReader(in);
                long position = from;
                for (int i = 0; i < totals.indexRecords() && position < finalOffset; i++) {
                    reader.next();
                    reader.require(RecordType.INDEX, cipher.epoch(), (long) totals.records() + i);
                    reader.open(cipher, plain);
                    records.addIndex(java.util.Arrays.copyOf(plain, reader.length()));
                    position += SealedFormat.OVERHEAD + (long) reader.length();
                }
                require(
                        position == finalOffset && records.end() == from && records.size() == totals.records(),
                        "its index does not fit");
            }
            return records;
        }

        private SealedLayout lay(RecordTable records, Closing.Opened opened) throws IOException {
            int size = records.size();
            long[] offsets = new long[size];
            int[] epochs = new int[size];
            List<byte[]> epochSalts = new ArrayList<>();
            long offset = SealedFormat.HEADER;
            for (int i = 0; i < size; i++) {
                if (records.type(i) == RecordType.EPOCH) {
                    epochSalts.add(epochSalt(i, offset, epochSalts.size() + 1));
                }
                offsets[i] = offset;
                epochs[i] = epochSalts.size();
                offset += SealedFormat.OVERHEAD + (long) records.length(i);
            }
            int[] content = java.util.stream.IntStream.concat(
                            ordinals(records, RecordType.HEAD), ordinals(records, RecordType.DATA))
                    .toArray();
            long[] starts = new long[content.length];
            long length = 0;
            for (int i = 0; i < content.length; i++) {
                starts[i] = length;
                length += records.length(content[i]);
            }
            Closing.Totals totals = opened.totals();
            long stated = totals.headLength() + totals.dataLength();
            long head = ordinals(records, RecordType.HEAD)
                    .mapToLong(records::length)
                    .sum();
            require(
                    head == totals.headLength() && totals.dataLength() >= 0 && stated <= length,
                    "its length does not fit");
            return new SealedLayout(
                    records,
                    salt,
                    List.copyOf(epochSalts),
                    opened.closing(),
                    stated,
                    head,
                    content,
                    starts,
                    offsets,
                    epochs);
        }

        private byte[] epochSalt(int record, long offset, int epoch) throws IOException {
            require(epoch <= SealedFormat.MAX_EPOCHS, "too many epochs");
            RecordReader reader = first;
            if (offset != SealedFormat.HEADER) {
                reader = new RecordReader(new ByteArrayInputStream(bytes(offset, EPOCH_RECORD)));
                reader.next();
            }
            reader.require(RecordType.EPOCH, epoch, record);
            reader.openEpoch(keys);
            return reader.epochSalt();
        }

        private static java.util.stream.IntStream ordinals(RecordTable records, RecordType type) {
            return java.util.stream.IntStream.range(0, records.size()).filter(i -> records.type(i) == type);
        }

        private byte[] bytes(long offset, int length) throws IOException {
            return PatientReads.bytes(source, offset, length);
        }

        private static InputStream slice(byte[] bytes, long from) {
            return new ByteArrayInputStream(bytes, (int) from, bytes.length - (int) from);
        }

        private static void require(boolean condition, String message) throws SealedException {
            if (!condition) {
                throw new SealedException(SealedException.Reason.ALTERED, message);
            }
        }
    }
}
