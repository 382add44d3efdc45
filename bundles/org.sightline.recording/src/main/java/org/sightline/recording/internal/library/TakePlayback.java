package org.sightline.recording.internal.library;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Function;
import org.sightline.recording.Playback;
import org.sightline.recording.RecordingException;
import org.sightline.recording.Take;
import org.sightline.recording.internal.sealed.SealedReader;

/** A viewing: verified bytes as long as the right to watch lasts. */
final class TakePlayback implements Playback {
    private static final long CHECK_NANOS = 500_000_000L;
    private static final int SLICE = 16 * 1024;

    /** Told before bytes are released: throws when the right has ended. */
    @FunctionalInterface
    interface Right {
        void check();
    }

    private final SealedReader reader;
    private final Take take;
    private final String entityTag;
    private final Function<IOException, RecordingException> failures;
    private final Right right;
    private long checkedNanos;

    /** @param failures what to say when the take cannot be read */
    TakePlayback(
            SealedReader reader,
            Take take,
            String entityTag,
            Function<IOException, RecordingException> failures,
            Right right,
            long checkedNanos) {
        this.reader = reader;
        this.take = take;
        this.entityTag = entityTag;
        this.failures = failures;
        this.right = right;
        this.checkedNanos = checkedNanos;
    }

    @Override
    public String mediaType() {
        return take.mediaType();
    }

    @Override
    public long length() {
        return reader.length();
    }

    @Override
    public String entityTag() {
        return entityTag;
    }

    @Override
    public void transfer(long from, long to, OutputStream out) throws IOException {
        try {
            reader.transfer(from, to, (bytes, offset, length) -> release(out, bytes, offset, length));
        } catch (OutputFailed e) {
            throw e.cause;
        } catch (IOException e) {
            throw failures.apply(e);
        }
    }

    private void release(OutputStream out, byte[] bytes, int offset, int length) throws OutputFailed {
        for (int done = 0; done < length; done += SLICE) {
            long now = System.nanoTime();
            if (now - checkedNanos >= CHECK_NANOS) {
                right.check();
                checkedNanos = System.nanoTime();
            }
            try {
                out.write(bytes, offset + done, Math.min(SLICE, length - done));
            } catch (IOException e) {
                throw new OutputFailed(e);
            }
        }
    }

    /** The viewer went away, which says nothing about the recording. */
    private static final class OutputFailed extends IOException {
        private static final long serialVersionUID = 1L;
        private final transient IOException cause;

        OutputFailed(IOException cause) {
            super(cause);
            this.cause = cause;
        }
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new RecordingException("storage-unavailable", "cannot close take " + take.number(), e);
        }
    }
}
