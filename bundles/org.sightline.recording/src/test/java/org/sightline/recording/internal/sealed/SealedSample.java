package org.sightline.recording.internal.sealed;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.sightline.recording.RecordingId;
import org.sightline.tenancy.WorkspaceId;

/** A sealed file in memory and what it must give. */
final class SealedSample {
    static final Closing CLOSING = new Closing("ended", "video/webm", 120, 34_567, 690, 1_728);

    final SealedName name = new SealedName(WorkspaceId.fresh(), RecordingId.fresh(), 2);
    final byte[] key = random(32, 1);
    final byte[] head;
    final byte[] data;
    final byte[] file;

    /** @param epochs how often the file is left open and taken up again, and one */
    SealedSample(int headLength, int dataLength, int piece, int epochs) throws IOException {
        head = random(headLength, 2);
        data = random(dataLength, 3);
        Path path = Files.createTempFile("sealed", ".slr");
        Files.delete(path);
        try {
            write(path, piece, epochs);
            file = Files.readAllBytes(path);
        } finally {
            Files.delete(path);
        }
    }

    private void write(Path path, int piece, int epochs) throws IOException {
        SealedWriter writer = SealedWriter.create(path, name, key);
        writer.draft(new byte[] {1, 2, 3});
        int at = 0;
        for (int epoch = 1; epoch <= epochs; epoch++) {
            int until = (int) ((long) data.length * epoch / epochs);
            while (at < until) {
                int length = Math.min(piece, until - at);
                writer.data(data, at, length);
                at += length;
                if (at % 3 == 0) {
                    writer.flush();
                }
            }
            writer.flush();
            if (epoch < epochs) {
                writer.close();
                SealedPrefix prefix = SealedPrefix.scan(SealedSource.of(path), name, key, (bytes, length) -> {});
                writer = SealedWriter.reopen(path, key, prefix);
            }
        }
        writer.finish(head, CLOSING);
    }

    /** Head and data. */
    byte[] content() {
        byte[] content = Arrays.copyOf(head, head.length + data.length);
        System.arraycopy(data, 0, content, head.length, data.length);
        return content;
    }

    SealedReader open(byte[] bytes) throws IOException {
        return SealedReader.open(source(bytes), name, key);
    }

    static SealedSource source(byte[] bytes) {
        return new SealedSource() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public InputStream read(long offset, long length) {
                int from = (int) Math.min(bytes.length, offset);
                return new ByteArrayInputStream(bytes, from, (int) Math.min(length, bytes.length - from));
            }
        };
    }

    static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) random.nextInt();
        }
        return bytes;
    }
}
