package org.sightline.storage.file.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** File operations that survive a crash and are open to nobody but the platform's own account. */
final class Durable {
    private Durable() {}

    /** Creates a directory and what is missing above it, each readable by its owner only and synced. */
    static void createDirectories(Path directory) throws IOException {
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Path parent = directory.getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            createDirectories(parent);
        }
        try {
            Files.createDirectory(directory, attributes(parent, "rwx------"));
            sync(parent);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
        }
    }

    /** Creates a new file, readable and writable by its owner only. */
    static FileChannel createFile(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                attributes(file.getParent(), "rw-------"));
    }

    /**
     * Gives a complete, synced file its name, atomically and never over another one.
     *
     * @throws FileAlreadyExistsException if the name is taken
     */
    static void publish(Path complete, Path name) throws IOException {
        try {
            Files.createLink(name, complete); // unlike a rename, it refuses to replace
        } catch (UnsupportedOperationException e) {
            moveUnlessTaken(complete, name);
        } catch (FileAlreadyExistsException | java.nio.file.NoSuchFileException e) {
            throw e;
        } catch (FileSystemException e) { // a file system without hard links
            moveUnlessTaken(complete, name);
        }
        sync(name.getParent());
    }

    private static synchronized void moveUnlessTaken(Path complete, Path name) throws IOException {
        if (Files.exists(name, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(name.toString());
        }
        Files.move(complete, name, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Makes a directory's entries durable. */
    static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static FileAttribute<?>[] attributes(Path parent, String permissions) throws IOException {
        FileStore store = Files.getFileStore(parent);
        if (!store.supportsFileAttributeView(PosixFileAttributeView.class)) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }
}
