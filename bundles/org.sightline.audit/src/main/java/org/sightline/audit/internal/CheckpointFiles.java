package org.sightline.audit.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.sightline.audit.internal.verifier.CheckpointLine;
import org.sightline.tenancy.WorkspaceId;

/** A file of checkpoints for each workspace, to which lines are only ever added. */
final class CheckpointFiles {
    private static final int TAIL = 2 * (CheckpointLine.LONGEST + 1);

    private final Path directory;

    CheckpointFiles(Path directory) {
        this.directory = directory;
    }

    Path of(WorkspaceId workspace) {
        return directory.resolve(workspace.value() + ".checkpoints");
    }

    /**
     * The last line; none if there is no file.
     *
     * @throws IOException also if it is no checkpoint
     */
    Optional<CheckpointLine> last(WorkspaceId workspace) throws IOException {
        String text = tail(workspace);
        int end = text.lastIndexOf('\n');
        if (end < 0) {
            if (text.length() > CheckpointLine.LONGEST) {
                throw new IOException(of(workspace) + " does not end with a checkpoint");
            }
            return Optional.empty();
        }
        try {
            return Optional.of(CheckpointLine.parse(text.substring(text.lastIndexOf('\n', end - 1) + 1, end)));
        } catch (IllegalArgumentException e) {
            throw new IOException(of(workspace) + " does not end with a checkpoint", e);
        }
    }

    /** Adds lines in place of one that a crash left half written; they are on the disk when this returns. */
    void append(WorkspaceId workspace, List<CheckpointLine> lines) throws IOException {
        Files.createDirectories(directory);
        int unfinished = unfinished(tail(workspace));
        try (FileChannel file = FileChannel.open(of(workspace), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long end = file.size() - unfinished;
            file.truncate(end).position(end);
            StringBuilder text = new StringBuilder();
            lines.forEach(line -> text.append(line).append('\n'));
            ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
    }

    /** The whole file; empty if there is none. */
    Reader open(WorkspaceId workspace) throws IOException {
        try {
            return new BufferedReader(
                    new InputStreamReader(Files.newInputStream(of(workspace)), StandardCharsets.US_ASCII));
        } catch (NoSuchFileException e) {
            return Reader.nullReader();
        }
    }

    private static int unfinished(String tail) {
        return tail.length() - (tail.lastIndexOf('\n') + 1);
    }

    /** The end of the file, as much as two lines can take. */
    private String tail(WorkspaceId workspace) throws IOException {
        try (FileChannel file = FileChannel.open(of(workspace), StandardOpenOption.READ)) {
            file.position(Math.max(0, file.size() - TAIL));
            return new String(Channels.newInputStream(file).readNBytes(TAIL), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        }
    }
}
