package org.sightline.recording.internal.recorder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.sightline.keys.DataKey;
import org.sightline.recording.internal.sealed.Closing;
import org.sightline.recording.internal.sealed.SealedName;
import org.sightline.recording.internal.sealed.SealedWriter;
import org.sightline.recording.internal.spool.TakeDraft;

/** The sealed file of a take, made when there is something to put into it. */
final class TakeFile {
    private final Path path;
    private final SealedName name;
    private final DataKey key;
    private Optional<SealedWriter> writer = Optional.empty();
    private Optional<TakeDraft> draft = Optional.empty();

    TakeFile(Path path, SealedName name, DataKey key) {
        this.path = path;
        this.name = name;
        this.key = key;
    }

    boolean isOpen() {
        return writer.isPresent();
    }

    /** Writes a draft if it says something new; the first one makes the file. */
    void draft(TakeDraft next) throws IOException {
        if (draft.isPresent() && draft.get().equals(next)) {
            return;
        }
        if (writer.isEmpty()) {
            byte[] bytes = key.bytes();
            try {
                writer = Optional.of(SealedWriter.create(path, name, bytes));
            } finally {
                Arrays.fill(bytes, (byte) 0);
            }
        }
        draft = Optional.of(next);
        writer.get().draft(next.encode());
    }

    void data(byte[] bytes, int offset, int length) throws IOException {
        writer.orElseThrow().data(bytes, offset, length);
    }

    long dataLength() {
        return writer.map(SealedWriter::dataLength).orElse(0L);
    }

    void flush() throws IOException {
        if (writer.isPresent() && writer.get().dirty()) {
            writer.get().flush();
        }
    }

    void finish(byte[] head, Closing closing) throws IOException {
        writer.orElseThrow().finish(head, closing);
    }

    void close() throws IOException {
        if (writer.isPresent()) {
            writer.get().close();
        }
    }

    @Override
    public String toString() {
        return name.recording() + "/" + name.take();
    }
}
