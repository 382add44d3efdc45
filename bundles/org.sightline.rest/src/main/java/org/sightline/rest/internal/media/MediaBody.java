package org.sightline.rest.internal.media;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import javax.ws.rs.core.StreamingOutput;
import org.sightline.recording.Playback;
import org.sightline.recording.RecordingException;

/**
 * Sends a stretch of a playback. When the right to watch ends on the way, or what is stored turns out damaged, the
 * connection is broken off: a body that ends early must never look complete.
 */
final class MediaBody implements StreamingOutput {
    private final Playback playback;
    private final long from;
    private final long to;

    MediaBody(Playback playback, long from, long to) {
        this.playback = playback;
        this.from = from;
        this.to = to;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        Counting counting = new Counting(out);
        try (playback) {
            playback.transfer(from, to, counting);
        } catch (RecordingException broken) {
            if (counting.written == 0) {
                throw broken; // nothing has been sent: it can still be said
            }
            throw new IOException("the playback ended early: " + broken.code(), broken);
        }
    }

    private static final class Counting extends FilterOutputStream {
        private long written;

        Counting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            written++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            written += length;
        }
    }
}
