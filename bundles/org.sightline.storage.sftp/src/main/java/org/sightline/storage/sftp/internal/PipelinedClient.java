package org.sightline.storage.sftp.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.io.WritePendingException;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.sftp.client.SftpMessage;
import org.apache.sshd.sftp.client.SftpVersionSelector;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHFsyncExtension;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHStatExtensionInfo;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHStatPathExtension;
import org.apache.sshd.sftp.client.impl.DefaultSftpClient;
import org.apache.sshd.sftp.client.impl.SftpAckData;
import org.apache.sshd.sftp.client.impl.SftpResponse;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/**
 * An SFTP client of protocol version 3, the one that every server speaks (draft-ietf-secsh-filexfer-02). Its requests can
 * be sent ahead of their answers, each answer is waited for a bounded time, and answers that nobody wants any more are
 * dropped. Several threads may use it.
 */
final class PipelinedClient extends DefaultSftpClient {
    /** A packet of this much data is taken by every server (section 3). */
    static final int BLOCK = 32_768;

    private static final int HEADER = 9;

    private final Duration patience;
    private final Object answers = new Object();
    private final Set<Integer> unwanted = new HashSet<>();
    private volatile boolean directoriesCanBeSynced = true;

    PipelinedClient(ClientSession session, Duration patience) throws IOException {
        super(session, SftpVersionSelector.fixedVersionSelector(SftpConstants.SFTP_V3), null);
        this.patience = patience;
    }

    @Override
    public Buffer receive(int id) throws IOException {
        Buffer answer;
        try {
            answer = receive(id, patience);
        } catch (InterruptedIOException e) {
            forget(id);
            throw e;
        }
        if (answer == null) {
            throw new SilentServerException();
        }
        return answer;
    }

    /** The server did not answer in time. */
    static final class SilentServerException extends IOException {
        private static final long serialVersionUID = 1L;

        SilentServerException() {
            super("the server does not answer");
        }
    }

    @Override
    public SftpMessage write(int command, Buffer buffer) throws IOException {
        if (Thread.currentThread().isInterrupted()) { // before anything is half sent
            throw new InterruptedIOException("interrupted");
        }
        try {
            return super.write(command, buffer);
        } catch (WritePendingException e) {
            throw new IOException("another request was broken off while it was sent", e);
        }
    }

    /** Drops the answer to a request, whenever it comes. */
    void forget(int id) {
        synchronized (answers) {
            try {
                if (isOpen() && receive(id, Duration.ZERO) == null) {
                    unwanted.add(id);
                }
            } catch (IOException e) {
                log.debug("forget({}): {}", id, e.toString());
            }
        }
    }

    @Override
    protected void process(Buffer incoming) throws IOException {
        if (answers == null) { // the first answer comes before the constructor has run
            super.process(incoming);
            return;
        }
        synchronized (answers) {
            if (!unwanted.isEmpty() && unwanted.remove(id(incoming))) {
                return;
            }
            super.process(incoming);
        }
    }

    private static int id(Buffer packet) {
        int start = packet.rpos();
        packet.rpos(start + Integer.BYTES + 1);
        int id = packet.getInt();
        packet.rpos(start);
        return id;
    }

    /** Asks for data; the answer is taken by {@link #takeData}. */
    int requestRead(byte[] handle, long offset, int length) throws IOException {
        Buffer request = request(handle.length + 16);
        request.putBytes(handle);
        request.putLong(offset);
        request.putUInt(length);
        return write(SftpConstants.SSH_FXP_READ, request).getId();
    }

    /** At most the data that was asked for; empty at the end of the file. */
    Optional<Buffer> takeData(int id, long offset, int length) throws IOException {
        SftpResponse answer = response(SftpConstants.SSH_FXP_READ, id);
        Buffer data = checkDataResponse(new SftpAckData(id, offset, length), answer, null);
        return data == null || data.available() == 0 ? Optional.empty() : Optional.of(data);
    }

    /** Sends data; whether it arrived is learned from {@link #takeStatus}. */
    int requestWrite(byte[] handle, long offset, byte[] data, int length) throws IOException {
        Buffer request = request(handle.length + length + 20);
        request.putBytes(handle);
        request.putLong(offset);
        request.putBytes(data, 0, length);
        return write(SftpConstants.SSH_FXP_WRITE, request).getId();
    }

    /** @throws SftpException if the request failed */
    void takeStatus(int id) throws IOException {
        checkResponseStatus(response(SftpConstants.SSH_FXP_WRITE, id));
    }

    /** Closes a handle without waiting for the answer, which would change nothing. */
    void closeQuietly(Handle handle) {
        boolean interrupted = Thread.interrupted();
        try {
            Buffer request = request(handle.length() + Integer.BYTES);
            request.putBytes(handle.getIdentifier());
            forget(write(SftpConstants.SSH_FXP_CLOSE, request).getId());
        } catch (IOException e) {
            log.debug("closeQuietly({}): {}", handle, e.toString());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Buffer request(int length) {
        Buffer request = new ByteArrayBuffer(HEADER + length, false);
        request.rpos(HEADER); // room for what the client puts before it
        request.wpos(HEADER);
        return request;
    }

    /** Attributes of each path, links not followed, in one round trip; empty where there is nothing. */
    List<Optional<Attributes>> find(String... paths) throws IOException {
        List<Integer> ids = new ArrayList<>();
        List<Optional<Attributes>> found = new ArrayList<>();
        try {
            for (String path : paths) {
                Buffer request = request(path.length() * 3 + Integer.BYTES);
                ids.add(write(
                                SftpConstants.SSH_FXP_LSTAT,
                                putReferencedName(SftpConstants.SSH_FXP_LSTAT, request, path, 0))
                        .getId());
            }
            while (!ids.isEmpty()) {
                found.add(takeAttributes(ids.remove(0)));
            }
        } finally {
            ids.forEach(this::forget);
        }
        return found;
    }

    private Optional<Attributes> takeAttributes(int id) throws IOException {
        try {
            return Optional.of(checkAttributesResponse(response(SftpConstants.SSH_FXP_LSTAT, id)));
        } catch (SftpException e) {
            if (isAbsence(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Whether it says that there is no such file, or no directory in which it could be. */
    static boolean isAbsence(SftpException failure) {
        return switch (failure.getStatus()) {
            case SftpConstants.SSH_FX_NO_SUCH_FILE,
                    SftpConstants.SSH_FX_NO_SUCH_PATH,
                    SftpConstants.SSH_FX_NOT_A_DIRECTORY -> true;
            default -> false;
        };
    }

    /** Creates a file that only its owner may read; it must not exist. */
    CloseableHandle create(String path) throws IOException {
        CloseableHandle handle = open(path, EnumSet.of(OpenMode.Create, OpenMode.Exclusive, OpenMode.Write));
        protect(path, 0600);
        return handle;
    }

    /** Creates a directory for its owner only, unless it is there. */
    void createDirectory(String path) throws IOException {
        try {
            mkdir(path);
        } catch (SftpException e) {
            if (find(path).get(0).filter(Attributes::isDirectory).isPresent()) {
                return;
            }
            throw e;
        }
        protect(path, 0700);
    }

    private void protect(String path, int permissions) throws IOException {
        try {
            setStat(path, new Attributes().perms(permissions));
        } catch (SftpException e) { // a server that keeps permissions to itself
            log.debug("protect({}): {}", path, e.toString());
        }
    }

    CloseableHandle open(String path, OpenMode mode) throws IOException {
        Collection<OpenMode> modes = EnumSet.of(mode);
        return open(path, modes);
    }

    /** Makes a file durable where the server offers to. */
    void sync(Handle handle) throws IOException {
        OpenSSHFsyncExtension extension = getExtension(OpenSSHFsyncExtension.class);
        if (extension.isSupported()) {
            extension.fsync(handle);
        }
    }

    /** Makes a directory's entries durable where the server can; OpenSSH's opens directories like files. */
    void syncDirectory(String path) throws IOException {
        if (!directoriesCanBeSynced) {
            return;
        }
        try (CloseableHandle handle = open(path, OpenMode.Read)) {
            sync(handle);
        } catch (SftpException e) {
            directoriesCanBeSynced = isAbsence(e); // another thread removed it
        }
    }

    /** Bytes that are free for us where a path lies; empty if the server does not tell. */
    OptionalLong freeBytes(String path) throws IOException {
        OpenSSHStatPathExtension extension = getExtension(OpenSSHStatPathExtension.class);
        if (!extension.isSupported()) {
            return OptionalLong.empty();
        }
        try {
            OpenSSHStatExtensionInfo info = extension.stat(path);
            return OptionalLong.of(info.f_bavail * info.f_frsize);
        } catch (SftpException e) {
            return OptionalLong.empty();
        }
    }
}
