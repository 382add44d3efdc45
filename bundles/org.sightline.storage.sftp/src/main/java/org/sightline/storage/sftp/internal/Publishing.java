package org.sightline.storage.sftp.internal;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.sshd.sftp.common.SftpException;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.StorageException;

/**
 * Gives complete files their names, never over another one. SFTP's rename refuses to replace (section 6.5); because not
 * every server does so atomically, two of our own threads are never at one object's name at once. The rename of POSIX, which
 * replaces, is not used.
 */
final class Publishing {
    private static final int ATTEMPTS = 3;
    private static final int STRIPES = 64;

    /** Something on the server. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException, StorageException;
    }

    private final Settings settings;
    private final Failures failures;
    private final Layout layout;
    private final ReentrantLock[] locks = new ReentrantLock[STRIPES];

    Publishing(Settings settings, Failures failures, Layout layout) {
        this.settings = settings;
        this.failures = failures;
        this.layout = layout;
        for (int i = 0; i < STRIPES; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    /** Runs the step while no other thread is at the same name. */
    void alone(ObjectKey key, Step step) throws IOException, StorageException {
        ReentrantLock lock = locks[Math.floorMod(key.hashCode(), STRIPES)];
        try {
            if (!lock.tryLock(settings.readTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw failures.tryAgain("another writer of " + key.path() + " does not finish", null);
            }
        } catch (InterruptedException e) {
            throw failures.interrupted(e);
        }
        try {
            step.run();
        } finally {
            lock.unlock();
        }
    }

    /** @throws StorageException {@code EXISTS}; or that something is in the way */
    void requireVacant(PipelinedClient sftp, ObjectKey key) throws IOException, StorageException {
        Layout.Place place = layout.look(sftp, key);
        if (place.blocked()) {
            throw failures.yourSettings(
                    "a link or a file is where a directory of " + key.path() + " should be", "directory", null);
        }
        if (place.taken().isPresent()) {
            throw Failures.exists(key);
        }
    }

    /** Another thread may remove the object's directory, empty for a moment, between its creation and its use. */
    void rename(PipelinedClient sftp, String part, ObjectKey key) throws IOException, StorageException {
        for (int attempt = 1; ; attempt++) {
            try {
                sftp.rename(part, layout.file(key));
                return;
            } catch (SftpException e) {
                requireVacant(sftp, key); // a writer on another machine may have been faster
                if (!PipelinedClient.isAbsence(e) || attempt == ATTEMPTS) {
                    throw e;
                }
                layout.prepareGroup(sftp, key);
            }
        }
    }
}
