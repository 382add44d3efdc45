package org.sightline.storage.internal.move;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.function.IntConsumer;

/** A stream at a pace that remembers why it failed, so that nobody takes its failure for that of the one who reads it. */
final class PacedStream extends FilterInputStream {
    private static final int MOST_AT_ONCE = 1 << 17;

    private final Pace pace;
    private final IntConsumer progress;
    private IOException failure;
    private boolean stopped;

    PacedStream(InputStream in, Pace pace, IntConsumer progress) {
        super(in);
        this.pace = pace;
        this.progress = progress;
    }

    /** Why the stream below failed. */
    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Whether the pace was stopped under it. */
    boolean stopped() {
        return stopped;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count;
        try {
            count = in.read(buffer, offset, Math.min(length, MOST_AT_ONCE));
        } catch (IOException e) {
            failure = e;
            throw e;
        }
        if (count > 0) {
            pass(count);
        }
        return count;
    }

    private void pass(int count) throws IOException {
        try {
            pace.take(count);
        } catch (InterruptedException e) {
            stopped = true;
            throw new InterruptedIOException("the change of region rests");
        }
        progress.accept(count);
    }

    @Override
    public long skip(long count) throws IOException {
        throw new IOException("nothing of what is copied can be skipped");
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
