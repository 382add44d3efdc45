package org.sightline.storage.sftp.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.DirEntry;
import org.apache.sshd.sftp.common.SftpException;
import org.sightline.storage.ObjectKey;

/** Walks through the objects below a prefix, one answer of the server at a time; it has a share of a connection meanwhile. */
final class Listing implements Iterator<Listing.Entry> {
    private static final int GROUPS = 1;
    private static final int FILES = 2;

    /**
     * An object.
     *
     * @param length in bytes
     */
    record Entry(ObjectKey key, long length) {}

    /** An open directory and what is left of the server's last answer about it. */
    private static final class Level {
        private final String path;
        private final CloseableHandle handle;
        private Iterator<DirEntry> entries = Collections.emptyIterator();

        Level(String path, CloseableHandle handle) {
            this.path = path;
            this.handle = handle;
        }
    }

    private final Requests requests;
    private final Connections connections;
    private final Connection connection;
    private final String root;
    private final String prefix;
    private final Deque<Level> levels = new ArrayDeque<>();
    private Optional<Entry> next = Optional.empty();
    private boolean finished;

    Listing(Requests requests, Connections connections, Connection connection, String root, String prefix) {
        this.requests = requests;
        this.connections = connections;
        this.connection = connection;
        this.root = root;
        this.prefix = prefix;
    }

    /** Opens the deepest directory that holds everything with the prefix. */
    void start() throws IOException {
        String[] parts = prefix.split("/", -1);
        String path = "";
        for (int depth = 0; depth < Math.min(parts.length - 1, FILES); depth++) {
            path = path.isEmpty() ? parts[depth] : path + "/" + parts[depth];
            if (!isDirectoryName(parts[depth]) || !isDirectory(path)) {
                finish();
                return;
            }
        }
        if (!enter(path)) {
            finish();
        }
    }

    private static boolean isDirectoryName(String name) {
        return name.matches("[A-Za-z0-9_-]{1,80}");
    }

    Stream<Entry> stream() {
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(this, Spliterator.NONNULL | Spliterator.DISTINCT), false)
                .onClose(this::finish);
    }

    @Override
    public boolean hasNext() {
        if (next.isEmpty() && !finished) {
            try {
                next = advance();
                if (next.isEmpty()) {
                    finish();
                }
            } catch (IOException e) {
                finished = true;
                closeLevels();
                requests.giveBack(connection, e);
                if (Failures.isInterruption(e)) {
                    Thread.currentThread().interrupt();
                }
                throw new UncheckedIOException("the listing broke off", e);
            }
        }
        return next.isPresent();
    }

    @Override
    public Entry next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Entry entry = next.get();
        next = Optional.empty();
        return entry;
    }

    private Optional<Entry> advance() throws IOException {
        while (!levels.isEmpty()) {
            Level level = levels.peek();
            if (!level.entries.hasNext() && !readMore(level)) {
                connection.sftp().closeQuietly(levels.pop().handle);
                continue;
            }
            DirEntry entry = level.entries.next();
            String path = level.path.isEmpty() ? entry.getFilename() : level.path + "/" + entry.getFilename();
            if (depth(level.path) == FILES) {
                Optional<Entry> object = object(path, entry);
                if (object.isPresent()) {
                    return object;
                }
            } else if (isDirectoryName(entry.getFilename()) && related(path + "/")) {
                enter(path);
            }
        }
        return Optional.empty();
    }

    private static int depth(String path) {
        return path.isEmpty() ? 0 : path.indexOf('/') < 0 ? GROUPS : FILES;
    }

    private boolean related(String directory) {
        return directory.startsWith(prefix) || prefix.startsWith(directory);
    }

    private boolean readMore(Level level) throws IOException {
        try {
            List<DirEntry> answer = connection.sftp().readDir(level.handle, null);
            level.entries = answer == null ? Collections.emptyIterator() : answer.iterator();
        } catch (SftpException e) {
            if (!PipelinedClient.isAbsence(e)) { // deleted meanwhile
                throw e;
            }
        }
        return level.entries.hasNext();
    }

    /** Whether it is a directory and no symbolic link to one. */
    private boolean isDirectory(String path) throws IOException {
        return connection
                .sftp()
                .find(whole(path))
                .get(0)
                .filter(Attributes::isDirectory)
                .isPresent();
    }

    private String whole(String path) {
        return path.isEmpty() ? root : root + "/" + path;
    }

    private boolean enter(String path) throws IOException {
        try {
            if (!isDirectory(path)) {
                return false;
            }
            levels.push(new Level(path, connection.sftp().openDir(whole(path))));
            return true;
        } catch (SftpException e) {
            if (PipelinedClient.isAbsence(e)) { // deleted meanwhile
                return false;
            }
            throw e;
        }
    }

    private Optional<Entry> object(String path, DirEntry entry) {
        Attributes attributes = entry.getAttributes();
        boolean link =
                entry.getLongFilename() != null && entry.getLongFilename().startsWith("l");
        if (!path.startsWith(prefix) || !attributes.isRegularFile() || link) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Entry(ObjectKey.parse(path), attributes.getSize()));
        } catch (IllegalArgumentException e) { // a file of somebody else
            return Optional.empty();
        }
    }

    private void finish() {
        if (!finished) {
            finished = true;
            closeLevels();
            connections.release(connection);
        }
    }

    private void closeLevels() {
        levels.forEach(level -> connection.sftp().closeQuietly(level.handle));
        levels.clear();
    }
}
