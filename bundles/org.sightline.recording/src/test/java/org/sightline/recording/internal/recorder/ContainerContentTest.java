package org.sightline.recording.internal.recorder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sightline.keys.DataKey;
import org.sightline.keys.WrappedKey;
import org.sightline.recording.RecordingId;
import org.sightline.recording.internal.sealed.SealedName;
import org.sightline.recording.internal.sealed.SealedReader;
import org.sightline.recording.internal.sealed.SealedSource;
import org.sightline.recording.internal.spool.TakeRecovery;
import org.sightline.tenancy.WorkspaceId;

final class ContainerContentTest {
    private static final long HALF_SECOND = 500_000_000L;

    @TempDir
    Path folder;

    private final SealedName name = new SealedName(WorkspaceId.fresh(), RecordingId.fresh(), 1);
    private final byte[] key = new byte[32];
    private final byte[] bytes = new byte[200_000];

    private ContainerContent content(Path file) {
        new Random(3).nextBytes(bytes);
        DataKey dataKey = new DataKey(key.clone(), new WrappedKey("test", "1", "dGVzdA"));
        return new ContainerContent("video/webm", new TakeFile(file, name, dataKey), System.nanoTime(), Instant.now());
    }

    private byte[] content(SealedReader reader) throws IOException {
        return reader.bytes(0, reader.length());
    }

    @Test
    void whatCameIsWhatIsRead() throws IOException {
        Path file = folder.resolve("take-1.slr");
        ContainerContent content = content(file);
        content.bytes(bytes, 0, 70_000);
        content.work(System.nanoTime());
        content.bytes(bytes, 70_000, 130_000);
        content.finish("left");
        content.bytes(bytes, 0, 100); // too late

        try (SealedReader reader = SealedReader.open(SealedSource.of(file), name, key)) {
            assertArrayEquals(bytes, content(reader));
            assertEquals("left", reader.closing().reason());
            assertEquals(0, reader.headLength());
        }
    }

    @Test
    void whatWasFlushedBeforeACrashIsKept() throws IOException {
        Path file = folder.resolve("take-1.slr");
        ContainerContent content = content(file);
        content.bytes(bytes, 0, 100_000);
        content.work(System.nanoTime() + HALF_SECOND);
        content.bytes(bytes, 100_000, 1_000); // in memory only
        Path left = Files.copy(file, folder.resolve("left.slr"));

        TakeRecovery.Closed closed = TakeRecovery.close(left, name, key).orElseThrow();

        assertEquals("crashed", closed.closing().reason());
        assertEquals("video/webm", closed.closing().mediaType());
        try (SealedReader reader = SealedReader.open(SealedSource.of(left), name, key)) {
            assertArrayEquals(Arrays.copyOf(bytes, 100_000), content(reader));
        }
    }

    @Test
    void aFailureIsToldToTheWriterAndNotToTheEngine() throws IOException {
        Path file = Files.createDirectory(folder.resolve("take-1.slr"));
        ContainerContent content = content(file);

        content.bytes(bytes, 0, 1_000);
        content.bytes(bytes, 0, 1_000);

        assertThrows(IOException.class, () -> content.work(System.nanoTime()));
    }
}
