package org.sightline.storage.sftp.internal;

import org.apache.sshd.client.session.ClientSession;

/** One SSH connection with its SFTP channel, shared by operations; {@link Connections} counts them. */
final class Connection {
    private final ClientSession session;
    private final PipelinedClient sftp;

    // guarded by the lock of Connections
    int users;
    boolean retired;
    long idleSince = System.nanoTime();

    Connection(ClientSession session, PipelinedClient sftp) {
        this.session = session;
        this.sftp = sftp;
    }

    PipelinedClient sftp() {
        return sftp;
    }

    boolean isOpen() {
        return session.isOpen() && sftp.isOpen() && !sftp.isClosing();
    }

    /** At once, without waiting for the server. */
    void close() {
        session.close(true);
    }
}
