package org.sightline.recording.internal.sealed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SealedRecoveryTest {
    private static final Closing CRASHED = new Closing("crashed", "video/webm", 0, 1, 0, 0);

    @TempDir
    Path folder;

    @Test
    void aFileCutAtAnyByteIsClosedWithAllWholeRecords() throws IOException {
        SealedSample sample = new SealedSample(10, 300, 100, 2);
        for (int length = SealedFormat.HEADER; length < sample.file.length; length++) {
            Path file = Files.write(folder.resolve("cut.slr"), Arrays.copyOf(sample.file, length));
            ByteArrayOutputStream found = new ByteArrayOutputStream();
            SealedPrefix prefix = SealedPrefix.scan(
                    SealedSource.of(file), sample.name, sample.key, (bytes, count) -> found.write(bytes, 0, count));
            assertFalse(prefix.closed());
            assertEquals(found.size(), prefix.dataLength());
            try (SealedWriter writer = SealedWriter.reopen(file, sample.key, prefix)) {
                writer.finish(new byte[] {9}, CRASHED);
            }

            try (SealedReader reader = sample.open(Files.readAllBytes(file))) {
                byte[] content = reader.bytes(0, reader.length());
                assertEquals("crashed", reader.closing().reason());
                assertArrayEquals(
                        Arrays.copyOf(sample.data, found.size()), Arrays.copyOfRange(content, 1, content.length));
                reader.verify();
            }
        }
    }

    @Test
    void everythingThatWasFlushedIsFound() throws IOException {
        SealedSample sample = new SealedSample(1, 1, 1, 1);
        Path path = folder.resolve("open.slr");
        try (SealedWriter writer = SealedWriter.create(path, sample.name, sample.key)) {
            byte[] data = SealedSample.random(200_000, 5);
            writer.data(data, 0, data.length);
            writer.flush();
            assertFalse(writer.dirty());
            writer.data(data, 0, 10); // still in memory when the process is killed
            byte[] onDisk = Files.readAllBytes(path);

            ByteArrayOutputStream found = new ByteArrayOutputStream();
            SealedPrefix.scan(
                    SealedSample.source(onDisk),
                    sample.name,
                    sample.key,
                    (bytes, count) -> found.write(bytes, 0, count));

            assertArrayEquals(data, found.toByteArray());
        }
    }

    @Test
    void aClosedFileIsTold() throws IOException {
        SealedSample sample = new SealedSample(40, 3_000, 300, 2);

        assertTrue(SealedPrefix.scan(SealedSample.source(sample.file), sample.name, sample.key, (bytes, count) -> {})
                .closed());
    }

    /** Somebody who can put the file back to an earlier state must not get two records under one key and nonce. */
    @Test
    void aFileThatIsPutBackAndRecoveredAgainReusesNoKeystream() throws IOException {
        SealedSample sample = new SealedSample(40, 3_000, 300, 1);
        int cut = sample.file.length / 2;
        Set<String> ciphertexts = new HashSet<>();
        for (int round = 0; round < 3; round++) {
            Path file = Files.write(folder.resolve("back.slr"), Arrays.copyOf(sample.file, cut));
            SealedPrefix prefix =
                    SealedPrefix.scan(SealedSource.of(file), sample.name, sample.key, (bytes, count) -> {});
            try (SealedWriter writer = SealedWriter.reopen(file, sample.key, prefix)) {
                writer.finish(new byte[64], CRASHED);
            }
            byte[] bytes = Files.readAllBytes(file);
            ciphertexts.add(Arrays.toString(headRecord(bytes)));
        }

        assertEquals(3, ciphertexts.size());
    }

    private static byte[] headRecord(byte[] file) {
        int at = SealedFormat.HEADER;
        while (file[at + 20] != RecordType.HEAD.code()) {
            at += ByteBuffer.wrap(file).getInt(at + 16) + SealedFormat.OVERHEAD;
        }
        return Arrays.copyOfRange(file, at + SealedFormat.RECORD_HEADER, at + SealedFormat.OVERHEAD + 64);
    }
}
