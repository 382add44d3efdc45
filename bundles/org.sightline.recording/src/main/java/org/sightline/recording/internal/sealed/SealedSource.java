package org.sightline.recording.internal.sealed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where a sealed file's bytes are read from. */
public interface SealedSource {

    /** The length of the sealed file. */
    long length() throws IOException;

    /** At most {@code length} bytes from {@code offset}; fewer only at the end. The caller closes it. */
    InputStream read(long offset, long length) throws IOException;

    /** A file. */
    static SealedSource of(Path path) {
        return new SealedSource() {
            @Override
            public long length() throws IOException {
                return Files.size(path);
            }

            @Override
            public InputStream read(long offset, long length) throws IOException {
                FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
                return Channels.newInputStream(channel.position(offset));
            }
        };
    }
}
