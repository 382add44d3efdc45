package org.sightline.storage.file.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a disk can run out of. */
interface Disk {
    /** Free bytes on the disk of a directory. */
    long free(Path directory) throws IOException;

    /** A new file, for the platform's own account only. */
    FileChannel create(Path file) throws IOException;

    /** The machine's. */
    Disk REAL = new Disk() {
        @Override
        public long free(Path directory) throws IOException {
            return Files.getFileStore(directory).getUsableSpace();
        }

        @Override
        public FileChannel create(Path file) throws IOException {
            return Durable.createFile(file);
        }
    };
}
