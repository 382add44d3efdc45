package org.sightline.recording.internal.sealed;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * The whole records at the start of a file that was not closed: what a crash left. Every record in it has been verified.
 *
 * @param draft the last draft
 * @param closed whether the file has its end after all
 */
public record SealedPrefix(
        SealedName name,
        byte[] salt,
        RecordTable records,
        int epochs,
        long dataLength,
        Optional<byte[]> draft,
        boolean closed) {

    /** Takes the content that is found, in order. */
    @FunctionalInterface
    public interface Content {
        void data(byte[] bytes, int length) throws IOException;
    }

    /**
     * Reads a file until its end or its first record that is torn.
     *
     * @throws SealedException if the header cannot be read or is of another key or name
     */
    public static SealedPrefix scan(SealedSource source, SealedName name, byte[] dataKey, Content content)
            throws IOException {
        try (InputStream in = new BufferedInputStream(source.read(0, source.length()), 256 * 1024)) {
            SealedHeader.Opened header = SealedHeader.read(in, name, dataKey);
            try (SealedKeys keys = header.keys()) {
                return new Scan(in, keys, content).run(name, header.salt());
            }
        }
    }

    private static final class Scan {
        private final InputStream in;
        private final SealedKeys keys;
        private final Content content;
        private final RecordTable records = new RecordTable();
        private final byte[] plain = new byte[SealedFormat.MAX_BODY];
        private RecordCipher cipher;
        private int epoch;
        private int ending;
        private long dataLength;
        private Optional<byte[]> draft = Optional.empty();

        Scan(InputStream in, SealedKeys keys, Content content) {
            this.in = in;
            this.keys = keys;
            this.content = content;
        }

        SealedPrefix run(SealedName name, byte[] salt) throws IOException {
            boolean closed = false;
            RecordReader reader = new RecordReader(in);
            while (!closed && verified(reader)) {
                switch (reader.type()) {
                    case EPOCH -> records.add(RecordType.EPOCH, reader.length());
                    case DRAFT -> {
                        records.add(RecordType.DRAFT, reader.length());
                        draft = Optional.of(Arrays.copyOf(plain, reader.length()));
                    }
                    case DATA -> {
                        records.add(RecordType.DATA, reader.length());
                        content.data(plain, reader.length());
                        dataLength += reader.length();
                    }
                    // an end that was begun but not completed is cut off and written anew
                    case HEAD, INDEX -> ending++;
                    case FINAL -> {
                        ending++;
                        closed = in.readNBytes(SealedFormat.TRAILER).length == SealedFormat.TRAILER;
                    }
                }
            }
            return new SealedPrefix(name, salt, records, epoch, dataLength, draft, closed);
        }

        /** Reads and verifies the next record; false at the end and at one that is torn. */
        private boolean verified(RecordReader reader) throws IOException {
            long seq = records.size() + (long) ending;
            try {
                reader.next();
                if (reader.type() == RecordType.EPOCH || cipher == null) {
                    reader.require(RecordType.EPOCH, epoch + 1, seq);
                    cipher = reader.openEpoch(keys);
                    epoch++;
                } else {
                    reader.require(reader.type(), epoch, seq);
                    reader.open(cipher, plain);
                }
                return true;
            } catch (SealedException e) {
                return false;
            }
        }
    }
}
