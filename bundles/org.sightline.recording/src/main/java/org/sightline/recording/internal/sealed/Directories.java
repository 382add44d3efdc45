package org.sightline.recording.internal.sealed;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes entries of directories durable. */
public final class Directories {
    private static final boolean WINDOWS = System.getProperty("os.name", "").startsWith("Windows");

    private Directories() {}

    /** Syncs a directory, so that a new file in it survives a crash. Windows needs and allows no such thing. */
    public static void sync(Path directory) throws IOException {
        if (!WINDOWS) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
