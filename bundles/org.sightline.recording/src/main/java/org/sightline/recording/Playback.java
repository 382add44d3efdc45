package org.sightline.recording;

import java.io.IOException;
import java.io.OutputStream;
import org.osgi.annotation.versioning.ProviderType;

/** An authorised viewing of one take. */
@ProviderType
public interface Playback extends AutoCloseable {

    String mediaType();

    /** Bytes of the container file. */
    long length();

    /** A strong validator of the content for HTTP (RFC 9110 §8.8.3), without quotes. */
    String entityTag();

    /**
     * Writes bytes {@code from} (inclusive) to {@code to} (exclusive). Each sealed record is verified before a byte of it
     * is written; the right to watch is checked again at least every second while this runs.
     *
     * @throws RecordingException {@code damaged}, {@code storage-unavailable}; {@code access-ended} when the right ended
     * @throws IOException if the output fails
     */
    void transfer(long from, long to, OutputStream out) throws IOException;

    @Override
    void close();
}
