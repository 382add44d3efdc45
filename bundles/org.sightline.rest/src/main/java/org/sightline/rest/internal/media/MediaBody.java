package org.sightline.rest.internal.media;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import javax.ws.rs.core.StreamingOutput;
import org.sightline.recording.Playback;
import org.sightline.recording.RecordingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a stretch of a playback. Its beginning is read before anything is answered, so that what is wrong from the start
 * can still be said. When the right to watch ends on the way, or what is stored turns out damaged, the connection is
 * broken off: a body that ends early must never look complete.
 */
final class MediaBody implements StreamingOutput {
    private static final Logger LOG = LoggerFactory.getLogger(MediaBody.class);
    private static final int BEGINNING = 64 * 1024;

    private final Playback playback;
    private final byte[] beginning;
    private final long from;
    private final long to;

    private MediaBody(Playback playback, byte[] beginning, long from, long to) {
        this.playback = playback;
        this.beginning = beginning;
        this.from = from;
        this.to = to;
    }

    /**
     * Reads the beginning of a stretch.
     *
     * @throws RecordingException if that fails
     */
    static MediaBody open(Playback playback, long from, long to) {
        long rest = Math.min(from + BEGINNING, to);
        ByteArrayOutputStream beginning = new ByteArrayOutputStream((int) (rest - from));
        try {
            playback.transfer(from, rest, beginning);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory does not fail", e);
        }
        return new MediaBody(playback, beginning.toByteArray(), rest, to);
    }

    @Override
    public void write(OutputStream out) throws IOException {
        try (playback) {
            out.write(beginning);
            if (from < to) {
                out.flush(); // from here on the answer can only be completed or broken off
                playback.transfer(from, to, out);
            }
        } catch (RecordingException broken) {
            LOG.warn("a playback was broken off: {}", broken.code(), broken);
            throw new IOException("the playback ended early: " + broken.code(), broken);
        }
    }
}
