package org.sightline.recording.internal.sealed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sightline.recording.RecordingId;

final class SealedFileTest {

    @Property(tries = 60)
    void whatIsSealedIsReadHeadFirst(
            @ForAll @IntRange(max = 150_000) int headLength,
            @ForAll @IntRange(max = 400_000) int dataLength,
            @ForAll @IntRange(min = 1_000, max = 200_000) int piece,
            @ForAll @IntRange(min = 1, max = 4) int epochs)
            throws IOException {
        SealedSample sample = new SealedSample(headLength, dataLength, piece, epochs);

        try (SealedReader reader = sample.open(sample.file)) {
            assertEquals(headLength, reader.headLength());
            assertEquals(SealedSample.CLOSING, reader.closing());
            assertArrayEquals(sample.content(), reader.bytes(0, reader.length()));
            assertTrue(reader.verify() > 0);
        }
    }

    @Property(tries = 60)
    void everyRangeIsReadAlone(@ForAll @IntRange(max = 300_000) int a, @ForAll @IntRange(max = 300_000) int b)
            throws IOException {
        SealedSample sample = Samples.LARGE;
        int from = Math.min(a, b);
        int to = Math.max(a, b);

        try (SealedReader reader = sample.open(sample.file)) {
            assertArrayEquals(Arrays.copyOfRange(sample.content(), from, to), reader.bytes(from, to));
            assertArrayEquals(Arrays.copyOfRange(sample.content(), 7, 9), reader.bytes(7, 9));
        }
    }

    /** Made once. */
    private static final class Samples {
        static final SealedSample LARGE = make();

        private static SealedSample make() {
            try {
                return new SealedSample(70_000, 230_000, 10_000, 2);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void rangesBeyondTheEndAreRefused() throws IOException {
        try (SealedReader reader = Samples.LARGE.open(Samples.LARGE.file)) {
            assertThrows(IndexOutOfBoundsException.class, () -> reader.bytes(0, reader.length() + 1));
            assertThrows(IndexOutOfBoundsException.class, () -> reader.bytes(-1, 4));
            assertThrows(IndexOutOfBoundsException.class, () -> reader.bytes(5, 4));
        }
    }

    @Test
    void anotherKeyRecordingWorkspaceOrTakeDoesNotOpenIt() throws IOException {
        SealedSample sample = new SealedSample(10, 1_000, 100, 1);
        SealedName otherTake = new SealedName(sample.name.workspace(), sample.name.recording(), 3);
        SealedName otherRecording = new SealedName(sample.name.workspace(), RecordingId.fresh(), 2);

        assertWrongKey(sample, sample.name, SealedSample.random(32, 99));
        assertWrongKey(sample, otherTake, sample.key);
        assertWrongKey(sample, otherRecording, sample.key);
    }

    private static void assertWrongKey(SealedSample sample, SealedName name, byte[] key) {
        SealedException thrown = assertThrows(
                SealedException.class, () -> SealedReader.open(SealedSample.source(sample.file), name, key));
        assertEquals(SealedException.Reason.WRONG_KEY, thrown.reason());
    }

    @Test
    void twoFilesOfTheSameKeyShareNoCiphertext() throws IOException {
        SealedSample sample = new SealedSample(10, 60_000, 60_000, 1);
        Path again = Files.createTempDirectory("sealed").resolve("again.slr");
        try (SealedWriter writer = SealedWriter.create(again, sample.name, sample.key)) {
            writer.draft(new byte[] {1, 2, 3});
            writer.data(sample.data, 0, sample.data.length);
            writer.finish(sample.head, SealedSample.CLOSING);
        }
        byte[] other = Files.readAllBytes(again);

        assertEquals(sample.file.length, other.length);
        assertTrue(Arrays.mismatch(sample.file, 200, 260, other, 200, 260) >= 0);
    }

    @Test
    void contentIsNowhereInTheFile() throws IOException {
        SealedSample sample = new SealedSample(1_000, 100_000, 10_000, 1);
        String file = new String(sample.file, java.nio.charset.StandardCharsets.ISO_8859_1);
        for (int at = 0; at + 8 < sample.data.length; at += 997) {
            String part = new String(sample.data, at, 8, java.nio.charset.StandardCharsets.ISO_8859_1);
            assertEquals(-1, file.indexOf(part));
        }
    }

    @Test
    void afterAFailedWriteNothingMoreIsWritten(@TempDir Path folder) throws IOException {
        AtomicInteger writes = new AtomicInteger();
        SealedFile failing = new SealedFile() {
            @Override
            public void write(ByteBuffer bytes, long position) throws IOException {
                if (writes.incrementAndGet() == 4) {
                    throw new IOException("no space left");
                }
                bytes.position(bytes.limit());
            }

            @Override
            public void sync() {}

            @Override
            public void truncate(long length) {}

            @Override
            public void close() {}
        };
        SealedSample sample = new SealedSample(1, 1, 1, 1);
        SealedWriter writer = SealedWriter.create(failing, sample.name, sample.key);
        byte[] bytes = new byte[SealedFormat.MAX_BODY];
        writer.data(bytes, 0, bytes.length);

        assertThrows(IOException.class, () -> writer.data(bytes, 0, bytes.length));
        assertThrows(IOException.class, () -> writer.data(bytes, 0, bytes.length));
        assertThrows(IOException.class, () -> writer.finish(new byte[1], SealedSample.CLOSING));

        assertEquals(4, writes.get());
    }

    @Test
    void anIndexOfManyRecordsIsRead() throws IOException {
        byte[] memory = new byte[4 * 1024 * 1024];
        int[] end = new int[1];
        SealedFile file = new SealedFile() {
            @Override
            public void write(ByteBuffer bytes, long position) {
                end[0] = (int) position + bytes.remaining();
                bytes.get(memory, (int) position, bytes.remaining());
            }

            @Override
            public void sync() {}

            @Override
            public void truncate(long length) {}

            @Override
            public void close() {}
        };
        SealedSample sample = new SealedSample(1, 1, 1, 1);
        int count = 40_000; // more than two INDEX records hold
        try (SealedWriter writer = SealedWriter.create(file, sample.name, sample.key)) {
            for (int i = 0; i < count; i++) {
                writer.data(new byte[] {(byte) i}, 0, 1);
                writer.flush();
            }
            writer.finish(new byte[] {1, 2}, SealedSample.CLOSING);
        }

        try (SealedReader reader = sample.open(Arrays.copyOf(memory, end[0]))) {
            assertEquals(count + 2, reader.length());
            assertArrayEquals(new byte[] {1, 2, 0, 1}, reader.bytes(0, 4));
            assertArrayEquals(new byte[] {(byte) (count - 1)}, reader.bytes(count + 1, count + 2));
        }
    }

    @Test
    void aSourceThatFailsForAMomentIsAskedAgain() throws IOException {
        SealedSample sample = Samples.LARGE;
        AtomicInteger reads = new AtomicInteger();
        SealedSource shaky = new SealedSource() {
            @Override
            public long length() {
                return sample.file.length;
            }

            @Override
            public InputStream read(long offset, long length) throws IOException {
                int read = reads.incrementAndGet();
                if (read % 3 == 1) {
                    throw new IOException("the backend is being replaced");
                }
                long given = read % 3 == 2 ? length / 2 : length;
                return new ByteArrayInputStream(sample.file, (int) offset, (int) given);
            }
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        try (SealedReader reader = SealedReader.open(shaky, sample.name, sample.key)) {
            reader.transfer(0, reader.length(), out::write);
        }

        assertArrayEquals(sample.content(), out.toByteArray());
    }
}
