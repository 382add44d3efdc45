package org.sightline.storage.file.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The regular files at a depth below a directory, found while they are asked for: a stream of streams would gather all that
 * lies below one directory before it gives the first. Symbolic links are not followed; what is deleted meanwhile is left out.
 */
final class Walk extends AbstractSpliterator<Path> implements AutoCloseable {
    private record Open(DirectoryStream<Path> directory, Iterator<Path> children) {}

    private final int depth;
    private final BiPredicate<Path, Boolean> wanted;
    private final Deque<Open> open = new ArrayDeque<>();

    private Walk(Path root, int depth, BiPredicate<Path, Boolean> wanted) {
        super(Long.MAX_VALUE, Spliterator.DISTINCT | Spliterator.NONNULL);
        this.depth = depth;
        this.wanted = wanted;
        enter(root);
    }

    /**
     * @param depth how many directories deep the files lie, 1: in the root itself
     * @param wanted whether a directory (true) is entered, whether a file (false) is given
     */
    static Stream<Path> files(Path root, int depth, BiPredicate<Path, Boolean> wanted) {
        Walk walk = new Walk(root, depth, wanted);
        return StreamSupport.stream(walk, false).onClose(walk::close);
    }

    @Override
    public boolean tryAdvance(Consumer<? super Path> action) {
        while (!open.isEmpty()) {
            Open deepest = open.peek();
            if (!hasNext(deepest)) {
                leave();
                continue;
            }
            Path child = deepest.children().next();
            boolean directory = open.size() < depth;
            if (!wanted.test(child, directory)) {
                continue;
            }
            if (directory) {
                enter(child);
            } else if (Files.isRegularFile(child, LinkOption.NOFOLLOW_LINKS)) {
                action.accept(child);
                return true;
            }
        }
        return false;
    }

    private static boolean hasNext(Open directory) {
        try {
            return directory.children().hasNext();
        } catch (DirectoryIteratorException e) {
            throw new UncheckedIOException(e.getCause());
        }
    }

    private void enter(Path directory) {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            DirectoryStream<Path> stream = Files.newDirectoryStream(directory);
            open.push(new Open(stream, stream.iterator()));
        } catch (NoSuchFileException | NotDirectoryException e) { // deleted meanwhile
            return;
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(e);
        }
    }

    private void leave() {
        try {
            open.pop().directory().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            leave();
        }
    }
}
