package org.sightline.recording.internal.library;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import org.sightline.recording.internal.sealed.SealedSource;

/** Keeps the reading of one thread at a rate, so that a check disturbs nobody. */
final class Pace {
    private static final int SLICE = 64 * 1024;

    private final long bytesPerSecond;
    private long freeNanos = System.nanoTime();

    Pace(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /** A source that is read at this pace. */
    SealedSource over(SealedSource source) {
        return new SealedSource() {
            @Override
            public long length() throws IOException {
                return source.length();
            }

            @Override
            public InputStream read(long offset, long length) throws IOException {
                return new Paced(source.read(offset, length));
            }
        };
    }

    /** Waits until the bytes spent so far fit the rate; what was not used in a pause is not made up for. */
    private void spend(int bytes) throws InterruptedIOException {
        long now = System.nanoTime();
        freeNanos = Math.max(now, freeNanos) + bytes * 1_000_000_000L / bytesPerSecond;
        try {
            TimeUnit.NANOSECONDS.sleep(Math.max(0, freeNanos - now));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the check is being stopped");
        }
    }

    private final class Paced extends FilterInputStream {
        Paced(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int count = in.read(to, offset, Math.min(SLICE, length));
            if (count > 0) {
                spend(count);
            }
            return count;
        }
    }
}
