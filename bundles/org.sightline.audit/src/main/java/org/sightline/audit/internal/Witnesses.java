package org.sightline.audit.internal;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.sightline.audit.AuditException;
import org.sightline.audit.Checkpoint;
import org.sightline.audit.internal.verifier.CheckpointLine;
import org.sightline.audit.internal.verifier.Lines;
import org.sightline.audit.internal.verifier.TrustedKeys;
import org.sightline.audit.internal.verifier.Witness;
import org.sightline.audit.spi.CheckpointStore;
import org.sightline.tenancy.WorkspaceId;

/** The checkpoints of a workspace in the database and in its file, as far as they went when this was made. */
final class Witnesses implements AutoCloseable {
    private final Reader file;
    private final TrustedKeys keys;
    private final List<Witness> inEachPlace;

    private Witnesses(CheckpointStore store, Reader file, WorkspaceId workspace, long last, TrustedKeys keys) {
        this.file = file;
        this.keys = keys;
        inEachPlace = List.of(
                new Witness("the database", upTo(last, new Kept(store, workspace))),
                new Witness("the file", upTo(last, new Lines(file, CheckpointLine.LONGEST, true))));
    }

    /** @throws AuditException if they cannot be read, or if there are some and it cannot be said which key signs */
    static Witnesses of(CheckpointStore store, Trust trust, WorkspaceId workspace) {
        try {
            long last = Math.max(
                    store.last(workspace).map(kept -> kept.checkpoint().size()).orElse(0L),
                    lastInFile(trust.files(), workspace));
            TrustedKeys keys = last == 0 ? new TrustedKeys(List.of()) : trust.keys();
            return new Witnesses(store, trust.files().open(workspace), workspace, last, keys);
        } catch (IOException e) {
            throw new AuditException("cannot check the checkpoints of the audit log: " + e.getMessage(), e);
        }
    }

    /** What is signed meanwhile may be of entries that a scan that runs has not seen. A damaged file is read to its end. */
    private static long lastInFile(CheckpointFiles files, WorkspaceId workspace) {
        try {
            return files.last(workspace).map(CheckpointLine::size).orElse(0L);
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    TrustedKeys keys() {
        return keys;
    }

    List<Witness> inEachPlace() {
        return inEachPlace;
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Iterator<String> upTo(long last, Iterator<String> lines) {
        return new Iterator<>() {
            private String next = ahead();

            @Override
            public boolean hasNext() {
                return next != null;
            }

            @Override
            public String next() {
                if (next == null) {
                    throw new NoSuchElementException("no checkpoint is left");
                }
                String line = next;
                next = ahead();
                return line;
            }

            private String ahead() {
                if (!lines.hasNext()) {
                    return null;
                }
                String line = lines.next();
                return size(line) > last ? null : line;
            }
        };
    }

    /** What is no checkpoint is looked at all the same. */
    private static long size(String line) {
        try {
            return CheckpointLine.parse(line).size();
        } catch (IllegalArgumentException e) {
            return 0;
        }
    }

    /** Those in the database, a page at a time. */
    static final class Kept implements Iterator<String> {
        private static final int PAGE = 500;
        private final CheckpointStore store;
        private final WorkspaceId workspace;
        private Iterator<Checkpoint> page;
        private long seen;

        Kept(CheckpointStore store, WorkspaceId workspace) {
            this.store = store;
            this.workspace = workspace;
            page = store.after(workspace, 0, PAGE).iterator();
        }

        @Override
        public boolean hasNext() {
            if (!page.hasNext() && seen > 0) {
                page = store.after(workspace, seen, PAGE).iterator();
            }
            return page.hasNext();
        }

        @Override
        public String next() {
            if (!hasNext()) {
                throw new NoSuchElementException("no checkpoint is left");
            }
            Checkpoint checkpoint = page.next();
            seen = checkpoint.size();
            return Forms.line(checkpoint).toString();
        }
    }
}
