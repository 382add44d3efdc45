package org.sightline.storage.file.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.sightline.storage.ObjectKey;

/**
 * Where objects lie below a region's directory: {@code workspace/group/name}, and incomplete ones in {@code .incoming}.
 * Symbolic links below the region's directory are never followed.
 */
final class Layout {
    private static final Duration ABANDONED = Duration.ofMinutes(10);

    private final Path root;

    /** @param root the region's directory; need not exist */
    Layout(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    /** Creates the region's directory if it is missing. */
    void prepare() throws IOException {
        Durable.createDirectories(root);
        Durable.createDirectories(incoming());
    }

    private Path incoming() {
        return root.resolve(".incoming");
    }

    Path freshIncoming() {
        return incoming().resolve(UUID.randomUUID() + ".part");
    }

    /** The object's file; creates the directories above it. */
    Path prepareFile(ObjectKey key) throws IOException {
        Path workspace = root.resolve(key.workspace().value());
        Durable.createDirectories(workspace);
        Path group = workspace.resolve(key.group());
        Durable.createDirectories(group);
        return group.resolve(key.name());
    }

    /** The object's file if it is one, reached through real directories only. */
    Optional<Path> find(ObjectKey key) {
        Path workspace = root.resolve(key.workspace().value());
        Path group = workspace.resolve(key.group());
        Path file = group.resolve(key.name());
        boolean real = Files.isDirectory(workspace, LinkOption.NOFOLLOW_LINKS)
                && Files.isDirectory(group, LinkOption.NOFOLLOW_LINKS)
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        return real ? Optional.of(file) : Optional.empty();
    }

    /** Removes the directories of a deleted object that are empty now. */
    void removeEmptyDirectories(ObjectKey key) throws IOException {
        Path workspace = root.resolve(key.workspace().value());
        for (Path directory : new Path[] {workspace.resolve(key.group()), workspace}) {
            try {
                Files.delete(directory);
                Durable.sync(directory.getParent());
            } catch (FileSystemException e) { // not empty, or in use again
                return;
            }
        }
    }

    /** Every object whose path begins with the prefix, found while it is read. */
    Stream<ObjectKey> list(String prefix) {
        return Walk.files(
                        root,
                        3,
                        (path, directory) -> directory
                                ? related(path(path) + "/", prefix)
                                : path(path).startsWith(prefix))
                .flatMap(file -> key(path(file)).stream());
    }

    /** The files of every object. */
    Stream<Path> files() {
        return Walk.files(root, 3, (path, directory) -> true);
    }

    private static boolean related(String directory, String prefix) {
        return directory.startsWith(prefix) || prefix.startsWith(directory);
    }

    private String path(Path below) {
        return root.relativize(below).toString().replace('\\', '/');
    }

    private static Optional<ObjectKey> key(String path) {
        try {
            return Optional.of(ObjectKey.parse(path));
        } catch (IllegalArgumentException e) { // a file of somebody else
            return Optional.empty();
        }
    }

    /** Deletes what writers that no longer live have left; writers lock their files, also those of other backends. */
    int removeAbandoned(Instant now) throws IOException {
        int removed = 0;
        try (Stream<Path> parts = Walk.files(incoming(), 1, (path, directory) -> true)) {
            for (Path part : (Iterable<Path>) parts::iterator) {
                removed += removeIfAbandoned(part, now) ? 1 : 0;
            }
        }
        return removed;
    }

    private static boolean removeIfAbandoned(Path part, Instant now) throws IOException {
        if (Files.getLastModifiedTime(part, LinkOption.NOFOLLOW_LINKS)
                .toInstant()
                .isAfter(now.minus(ABANDONED))) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                return false;
            }
            Files.delete(part);
            return true;
        } catch (OverlappingFileLockException | NoSuchFileException e) { // a writer of this process; or done
            return false;
        }
    }
}
