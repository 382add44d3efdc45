package org.sightline.recording.internal.sealed;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** What a writer needs of a file. */
interface SealedFile extends Closeable {

    /** Writes all of it. */
    void write(ByteBuffer bytes, long position) throws IOException;

    /** Everything written survives a crash when this returns. */
    void sync() throws IOException;

    void truncate(long length) throws IOException;

    static SealedFile of(FileChannel channel) {
        return new SealedFile() {
            @Override
            public void write(ByteBuffer bytes, long position) throws IOException {
                long at = position;
                while (bytes.hasRemaining()) {
                    at += channel.write(bytes, at);
                }
            }

            @Override
            public void sync() throws IOException {
                channel.force(false);
            }

            @Override
            public void truncate(long length) throws IOException {
                channel.truncate(length);
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }
}
