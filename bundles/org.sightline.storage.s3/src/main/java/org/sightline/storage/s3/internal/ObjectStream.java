package org.sightline.storage.s3.internal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.http.AbortableInputStream;

/** Exactly so many bytes of an object; whatever breaks off earlier is an IOException, so that the reader can resume. */
final class ObjectStream extends InputStream {
    /** Slower than this, in bytes a second of waiting, is as good as not at all. */
    private static final long SLOWEST = 16 * 1024;

    private final AbortableInputStream in;
    private final String object;
    private final long patienceNanos;
    private final long length;
    private long left;
    private long waitedNanos;
    private boolean closed;

    ObjectStream(AbortableInputStream in, String object, long length, long patienceNanos) {
        this.in = in;
        this.object = object;
        this.length = length;
        this.left = length;
        this.patienceNanos = patienceNanos;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, buffer.length);
        if (closed) {
            throw new IOException("the stream of " + object + " is closed");
        }
        if (count == 0) {
            return 0;
        }
        if (left == 0) {
            return -1;
        }
        int given = receive(buffer, offset, (int) Math.min(count, left));
        if (given < 0) {
            throw new EOFException("the server ended " + object + " " + left + " bytes early");
        }
        left -= given;
        return given;
    }

    private int receive(byte[] buffer, int offset, int count) throws IOException {
        long start = System.nanoTime();
        int given;
        try {
            given = in.read(buffer, offset, count);
        } catch (RuntimeException e) { // the SDK's own, of a connection that failed
            throw new IOException("the connection failed while " + object + " was read", e);
        }
        waitedNanos += System.nanoTime() - start;
        requireProgress();
        return given;
    }

    /** Counts the waiting for the server only, not the time that the reader takes. */
    private void requireProgress() throws IOException {
        long allowance = patienceNanos + TimeUnit.SECONDS.toNanos((length - left) / SLOWEST);
        if (waitedNanos > allowance) {
            throw new IOException("the server gives " + object + " too slowly");
        }
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(left, in.available());
    }

    /** What is not read to its end is broken off rather than received for nothing. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        if (left > 0) {
            in.abort();
        } else {
            in.close();
        }
    }
}
