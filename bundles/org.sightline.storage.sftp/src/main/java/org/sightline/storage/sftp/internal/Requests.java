package org.sightline.storage.sftp.internal;

import java.io.IOException;
import org.sightline.storage.StorageException;

/** Runs what may be repeated: once more on another connection if the first one turns out to be lost. */
final class Requests {
    private static final int ATTEMPTS = 2;

    /** Something on the server. */
    @FunctionalInterface
    interface Request<T> {
        T on(PipelinedClient sftp) throws IOException, StorageException;
    }

    /** Something that may keep the connection; it then gives it back itself. */
    @FunctionalInterface
    interface Opening<T> {
        T on(Connection connection) throws IOException, StorageException;
    }

    private final Connections connections;
    private final Failures failures;

    Requests(Connections connections, Failures failures) {
        this.connections = connections;
        this.failures = failures;
    }

    /** @param deed what is being done, for messages: "cannot ..." */
    <T> T run(String deed, Request<T> request) throws StorageException {
        return open(deed, connection -> {
            T result = request.on(connection.sftp());
            connections.release(connection);
            return result;
        });
    }

    /** If it throws, the connection is given back. */
    <T> T open(String deed, Opening<T> opening) throws StorageException {
        for (int attempt = 1; ; attempt++) {
            Connection connection = connections.acquire();
            try {
                return opening.on(connection);
            } catch (IOException e) {
                giveBack(connection, e);
                if (attempt == ATTEMPTS || !Failures.isLoss(e)) {
                    throw failures.of(deed, e);
                }
            } catch (StorageException | RuntimeException e) {
                connections.release(connection);
                throw e;
            }
        }
    }

    /** Gives a connection back after a failure on it. */
    void giveBack(Connection connection, IOException failure) {
        if (Failures.isLoss(failure)) {
            connections.breakOff(connection);
        } else if (Failures.isInterruption(failure)) {
            connections.discard(connection);
        } else {
            connections.release(connection);
        }
    }
}
