package org.sightline.storage.sftp.internal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;

/**
 * A range of a file. Requests run ahead of what is read, more and more of them, so that a jump costs little and a long
 * reading is fast. It has its share of a connection until the last byte has arrived.
 */
final class RangeStream extends InputStream {
    private static final int FIRST_AHEAD = 4;
    private static final int MOST_AHEAD = 32;

    private record Pending(int id, long offset, int length) {}

    private final Requests requests;
    private final Connections connections;
    private final Connection connection;
    private final CloseableHandle handle;
    private final long end;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private Buffer data = new ByteArrayBuffer(new byte[0]);
    private long asked;
    private long left;
    private int ahead = FIRST_AHEAD;
    private boolean finished;
    private boolean closed;

    RangeStream(
            Requests requests,
            Connections connections,
            Connection connection,
            CloseableHandle handle,
            long offset,
            long length) {
        this.requests = requests;
        this.connections = connections;
        this.connection = connection;
        this.handle = handle;
        this.asked = offset;
        this.end = offset + length;
        this.left = length;
    }

    /** Sends the first requests. */
    void start() throws IOException {
        request();
        if (left == 0) {
            finish();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (closed) {
            throw new IOException("the stream is closed");
        }
        if (length == 0) {
            return 0;
        }
        if (left == 0) {
            return -1;
        }
        if (data.available() == 0) {
            fill();
        }
        int count = Math.min(length, data.available());
        data.getRawBytes(buffer, offset, count);
        left -= count;
        return count;
    }

    private void fill() throws IOException {
        if (finished) {
            throw new IOException("the stream broke");
        }
        try {
            request();
            Pending first = pending.removeFirst();
            Optional<Buffer> arrived = connection.sftp().takeData(first.id(), first.offset(), first.length());
            data = arrived.orElseThrow(() -> new EOFException("the object became shorter while it was read"));
            int missing = first.length() - data.available();
            if (missing > 0) {
                pending.addFirst(ask(first.offset() + data.available(), missing));
            }
            ahead = Math.min(MOST_AHEAD, ahead * 2);
            request();
        } catch (IOException e) {
            breakOff(e);
            throw e;
        }
        if (pending.isEmpty()) {
            finish();
        }
    }

    private void request() throws IOException {
        while (asked < end && pending.size() < ahead) {
            int length = (int) Math.min(PipelinedClient.BLOCK, end - asked);
            pending.addLast(ask(asked, length));
            asked += length;
        }
    }

    private Pending ask(long offset, int length) throws IOException {
        return new Pending(connection.sftp().requestRead(handle.getIdentifier(), offset, length), offset, length);
    }

    private void finish() {
        if (!finished) {
            finished = true;
            abandon();
            connections.release(connection);
        }
    }

    private void breakOff(IOException failure) {
        finished = true;
        abandon();
        if (failure instanceof EOFException) { // the connection is whole
            connections.release(connection);
        } else {
            requests.giveBack(connection, failure);
        }
    }

    private void abandon() {
        pending.forEach(request -> connection.sftp().forget(request.id()));
        pending.clear();
        connection.sftp().closeQuietly(handle);
    }

    @Override
    public int available() {
        return (int) Math.min(left, data.available());
    }

    @Override
    public void close() {
        closed = true;
        finish();
    }
}
