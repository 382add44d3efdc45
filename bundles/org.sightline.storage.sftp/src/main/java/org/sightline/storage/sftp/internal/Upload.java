package org.sightline.storage.sftp.internal;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;

/**
 * One object on its way to the server: written under a hidden name, made durable, measured, then given its own name. What
 * the server has not confirmed is kept, at most some megabytes, so that the upload goes on over another connection when one
 * is lost.
 */
final class Upload {
    private static final int MAX_UNCONFIRMED = 64;
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** Bytes that the server has not confirmed yet. */
    private static final class Block {
        private final long offset;
        private final byte[] bytes;
        private int id;

        Block(long offset, byte[] bytes) {
            this.offset = offset;
            this.bytes = bytes;
        }
    }

    private final Settings settings;
    private final Failures failures;
    private final Connections connections;
    private final Requests requests;
    private final Layout layout;
    private final Publishing publishing;
    private final Consumer<String> leftOver;
    private final ObjectKey key;
    private final InputStream source;
    private final long length;

    private final String part;
    private final Deque<Block> unconfirmed = new ArrayDeque<>();
    private long taken;
    private long confirmed;
    private boolean created;
    private boolean complete;
    private boolean renaming;

    /** @param leftOver told of a hidden file that could not be removed right away */
    Upload(
            Server server,
            Publishing publishing,
            Consumer<String> leftOver,
            ObjectKey key,
            InputStream source,
            long length) {
        this.settings = server.settings();
        this.failures = server.failures();
        this.connections = server.connections();
        this.requests = server.requests();
        this.layout = server.layout();
        this.publishing = publishing;
        this.leftOver = leftOver;
        this.key = key;
        this.source = source;
        this.length = length;
        this.part = layout.freshPart();
    }

    void run() throws StorageException {
        try {
            long patientUntil = System.nanoTime() + settings.resume().toNanos();
            Duration pause = SHORTEST_PAUSE;
            while (true) {
                long before = confirmed;
                try {
                    attempt();
                    return;
                } catch (Lost e) {
                    if (confirmed > before) {
                        patientUntil = System.nanoTime() + settings.resume().toNanos();
                        pause = SHORTEST_PAUSE;
                    }
                    if (System.nanoTime() - patientUntil >= 0) {
                        throw e.failure;
                    }
                }
                connections.pause(pause.plusMillis(ThreadLocalRandom.current().nextLong(pause.toMillis())));
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        } finally {
            if (created) {
                leftOver.accept(part);
            }
        }
    }

    /** The connection is lost, or there is none: worth another try. */
    private static final class Lost extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient StorageException failure;

        Lost(StorageException failure) {
            super(failure);
            this.failure = failure;
        }
    }

    private void attempt() throws StorageException, Lost {
        Connection connection = connect();
        try {
            if (!(renaming && isRenamed(connection.sftp()))) {
                if (!complete) {
                    write(connection.sftp());
                }
                publish(connection.sftp());
            }
            created = false;
            connections.release(connection);
        } catch (IOException e) {
            StorageException failure = explain(connection, e);
            requests.giveBack(connection, e);
            if (Failures.isLoss(e)) {
                throw new Lost(failure);
            }
            throw failure;
        } catch (StorageException | RuntimeException e) {
            removePart(connection.sftp());
            connections.release(connection);
            throw e;
        }
    }

    private Connection connect() throws StorageException, Lost {
        try {
            return connections.acquire();
        } catch (StorageException e) {
            boolean resumes = taken > 0 && e.reason() == Reason.TRY_AGAIN;
            if (resumes && !Thread.currentThread().isInterrupted()) {
                throw new Lost(e);
            }
            throw e;
        }
    }

    private StorageException explain(Connection connection, IOException failure) {
        if (failure instanceof SftpException answer) {
            boolean noRoom = answer.getStatus() == SftpConstants.SSH_FX_FAILURE && hasNoRoom(connection.sftp());
            removePart(connection.sftp());
            if (noRoom) {
                return failures.full("no room for " + key.path(), failure);
            }
        }
        return failures.of("store " + key.path(), failure);
    }

    /** Version 3 servers call a full disk a failure like any other. */
    private boolean hasNoRoom(PipelinedClient sftp) {
        try {
            return sftp.freeBytes(layout.root()).orElse(Long.MAX_VALUE) < length - confirmed + PipelinedClient.BLOCK;
        } catch (IOException e) {
            return false;
        }
    }

    private void removePart(PipelinedClient sftp) {
        if (!created || Thread.currentThread().isInterrupted()) {
            return;
        }
        try {
            sftp.remove(part);
            created = false;
        } catch (SftpException e) {
            created = !PipelinedClient.isAbsence(e);
        } catch (IOException e) {
            created = true; // left to whoever cleans up
        }
    }

    private void write(PipelinedClient sftp) throws IOException, StorageException {
        CloseableHandle handle = created ? reopen(sftp) : create(sftp);
        try {
            for (Block block : unconfirmed) {
                send(sftp, handle, block);
            }
            while (taken < length) {
                Block block = take();
                unconfirmed.add(block);
                send(sftp, handle, block);
                if (unconfirmed.size() == MAX_UNCONFIRMED) {
                    confirmFirst(sftp);
                }
            }
            while (!unconfirmed.isEmpty()) {
                confirmFirst(sftp);
            }
            sftp.sync(handle);
            requireLength(sftp.stat(handle).getSize());
            complete = true;
        } finally {
            unconfirmed.forEach(block -> sftp.forget(block.id));
            sftp.closeQuietly(handle);
        }
    }

    private CloseableHandle create(PipelinedClient sftp) throws IOException, StorageException {
        publishing.requireVacant(sftp, key);
        created = true; // even if the answer is lost
        try {
            return sftp.create(part);
        } catch (SftpException e) {
            if (!PipelinedClient.isAbsence(e)) {
                throw e;
            }
            layout.prepare(sftp);
            return sftp.create(part);
        }
    }

    /** Whatever arrived behind the confirmed bytes is written again: it may have holes. */
    private CloseableHandle reopen(PipelinedClient sftp) throws IOException, StorageException {
        long size = sftp.find(part).get(0).map(Attributes::getSize).orElse(-1L);
        if (size < 0 && confirmed == 0) {
            return create(sftp);
        }
        if (size < confirmed) {
            throw failures.tryAgain("the server lost what it had confirmed of " + key.path(), null);
        }
        return sftp.open(part, OpenMode.Write);
    }

    private Block take() throws StorageException {
        byte[] bytes;
        try {
            bytes = source.readNBytes((int) Math.min(PipelinedClient.BLOCK, length - taken));
        } catch (IOException e) {
            throw failures.tryAgain("the content of " + key.path() + " could not be read", e);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw failures.interrupted(null);
        }
        Block block = new Block(taken, bytes);
        taken += bytes.length;
        if (taken < length && bytes.length < PipelinedClient.BLOCK) {
            throw new StorageException(
                    Reason.CORRUPT, "the content of " + key.path() + " ended " + (length - taken) + " bytes early");
        }
        return block;
    }

    private static void send(PipelinedClient sftp, CloseableHandle handle, Block block) throws IOException {
        block.id = sftp.requestWrite(handle.getIdentifier(), block.offset, block.bytes, block.bytes.length);
    }

    private void confirmFirst(PipelinedClient sftp) throws IOException {
        Block first = unconfirmed.element();
        sftp.takeStatus(first.id);
        unconfirmed.remove();
        confirmed += first.bytes.length;
    }

    private void requireLength(long size) throws StorageException {
        if (size != length) {
            throw failures.tryAgain("the server kept " + size + " of " + length + " bytes of " + key.path(), null);
        }
    }

    private void publish(PipelinedClient sftp) throws IOException, StorageException {
        publishing.alone(key, () -> {
            publishing.requireVacant(sftp, key);
            renaming = true;
            publishing.rename(sftp, part, key);
        });
        sftp.syncDirectory(layout.group(key));
    }

    /** After a loss in the middle of renaming: the hidden name is gone and the object is there. */
    private boolean isRenamed(PipelinedClient sftp) throws IOException {
        return sftp.find(part).get(0).isEmpty()
                && layout.look(sftp, key)
                        .object()
                        .filter(object -> object.getSize() == length)
                        .isPresent();
    }
}
