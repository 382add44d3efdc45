package org.sightline.recording.internal.sealed;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Whatever is done to a closed file is found, and until it is found only true bytes have been released. */
final class SealedTamperingTest {
    private static final SealedSample SAMPLE = sample();

    private static SealedSample sample() {
        try {
            return new SealedSample(300, 6_000, 400, 3);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertFound(byte[] file) {
        ByteArrayOutputStream released = new ByteArrayOutputStream();
        assertThrows(SealedException.class, () -> {
            try (SealedReader reader = SAMPLE.open(file)) {
                reader.transfer(0, reader.length(), released::write);
                reader.verify();
            }
        });
        byte[] truth = SAMPLE.content();
        assertTrue(released.size() <= truth.length);
        assertTrue(Arrays.equals(truth, 0, released.size(), released.toByteArray(), 0, released.size()));
    }

    @Test
    void everyFlippedBitIsFound() {
        for (int at = 0; at < SAMPLE.file.length; at++) {
            byte[] file = SAMPLE.file.clone();
            file[at] ^= (byte) (1 << at % 8);
            assertFound(file);
        }
    }

    @Test
    void everyTruncationIsFound() {
        for (int length = 0; length < SAMPLE.file.length; length++) {
            assertFound(Arrays.copyOf(SAMPLE.file, length));
        }
    }

    @Property(tries = 300)
    void everyOverwrittenStretchIsFound(
            @ForAll @IntRange(max = 8_000) int offset, @ForAll @IntRange(min = 1, max = 500) int length) {
        byte[] file = SAMPLE.file.clone();
        int from = offset % file.length;
        for (int i = from; i < Math.min(file.length, from + length); i++) {
            file[i] ^= (byte) (0x5a + i);
        }
        if (!Arrays.equals(file, SAMPLE.file)) {
            assertFound(file);
        }
    }

    @Property(tries = 200)
    void everyTwoRecordsThatChangedPlacesAreFound(
            @ForAll @IntRange(max = 40) int a, @ForAll @IntRange(max = 40) int b) {
        List<byte[]> records = records(SAMPLE.file);
        int first = a % records.size();
        int second = b % records.size();
        if (first == second) {
            return;
        }
        List<byte[]> swapped = new ArrayList<>(records);
        swapped.set(first, records.get(second));
        swapped.set(second, records.get(first));
        assertFound(assembled(swapped));
    }

    @Test
    void everyRecordThatIsTakenOutOrDoubledIsFound() {
        List<byte[]> records = records(SAMPLE.file);
        for (int i = 0; i < records.size(); i++) {
            List<byte[]> fewer = new ArrayList<>(records);
            fewer.remove(i);
            assertFound(assembled(fewer));
            List<byte[]> more = new ArrayList<>(records);
            more.add(i, records.get(i));
            assertFound(assembled(more));
        }
    }

    @Test
    void bytesAfterTheEndAreFound() {
        assertFound(Arrays.copyOf(SAMPLE.file, SAMPLE.file.length + 1));
        assertFound(Arrays.copyOf(SAMPLE.file, SAMPLE.file.length + 5_000));
    }

    @Test
    void anEndThatWasCutOffIsFound() {
        int finalRecord = SealedFormat.OVERHEAD + Closing.Totals.FINAL_BODY + SealedFormat.TRAILER;
        assertFound(Arrays.copyOf(SAMPLE.file, SAMPLE.file.length - finalRecord));
    }

    @Test
    void aRecordOfAnotherTakeOfTheSameKeyIsFound() throws IOException {
        SealedSample other = new SealedSample(300, 6_000, 400, 3);
        List<byte[]> mine = records(SAMPLE.file);
        List<byte[]> theirs = records(other.file);
        for (int i = 0; i < mine.size(); i++) {
            List<byte[]> mixed = new ArrayList<>(mine);
            mixed.set(i, theirs.get(Math.min(i, theirs.size() - 1)));
            assertFound(assembled(mixed));
        }
    }

    private static List<byte[]> records(byte[] file) {
        List<byte[]> records = new ArrayList<>();
        int at = SealedFormat.HEADER;
        while (at < file.length - SealedFormat.TRAILER) {
            int length = java.nio.ByteBuffer.wrap(file).getInt(at + 16) + SealedFormat.OVERHEAD;
            records.add(Arrays.copyOfRange(file, at, at + length));
            at += length;
        }
        return records;
    }

    private static byte[] assembled(List<byte[]> records) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(SAMPLE.file, 0, SealedFormat.HEADER);
        records.forEach(record -> file.write(record, 0, record.length));
        file.write(SAMPLE.file, SAMPLE.file.length - SealedFormat.TRAILER, SealedFormat.TRAILER);
        return file.toByteArray();
    }
}
