package org.sightline.storage.internal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.sightline.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A range that opens itself again where it broke off. */
final class ResumingStream extends InputStream {
    /** Opens the rest of the range. */
    @FunctionalInterface
    interface Opener {
        InputStream open(long offset, long length) throws StorageException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(ResumingStream.class);
    private static final int MAX_RESUMES = 5; // without a byte between them

    private final Opener opener;
    private long offset;
    private long left;
    private InputStream in;
    private int resumes;

    ResumingStream(Opener opener, long offset, long length) throws StorageException {
        this.opener = opener;
        this.offset = offset;
        this.left = length;
        this.in = opener.open(offset, length);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, buffer.length);
        if (length == 0) {
            return 0;
        }
        while (left > 0) {
            try {
                int count = in.read(buffer, from, (int) Math.min(length, left));
                if (count < 0) {
                    throw new EOFException("the object ended " + left + " bytes early");
                }
                offset += count;
                left -= count;
                resumes = 0;
                return count;
            } catch (IOException e) {
                resume(e);
            }
        }
        return -1;
    }

    private void resume(IOException broken) throws IOException {
        if (++resumes > MAX_RESUMES || Thread.currentThread().isInterrupted()) {
            throw broken;
        }
        close();
        try {
            in = opener.open(offset, left);
        } catch (StorageException e) {
            e.addSuppressed(broken);
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            LOG.debug("A stream that was read could not be closed in order", e);
        }
    }
}
