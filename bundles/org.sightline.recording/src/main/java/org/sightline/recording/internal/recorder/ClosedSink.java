package org.sightline.recording.internal.recorder;

import java.util.List;
import java.util.Optional;
import org.sightline.media.MediaException;
import org.sightline.media.TapSink;
import org.sightline.media.Track;

/** Takes the media of someone who joins when the recording is over: nothing is kept. */
final class ClosedSink implements TapSink {

    @Override
    public PacketConsumer packets(List<Track> tracks, KeyframeRequest keyframes) {
        return new PacketConsumer() {
            @Override
            public void rtp(int track, byte[] buffer, int offset, int length, long arrivalNanos) {}

            @Override
            public void senderReport(int track, long ntp, int rtpTimestamp) {}
        };
    }

    @Override
    public ByteConsumer container(String mediaType) {
        return (buffer, offset, length) -> {};
    }

    @Override
    public void ended(Optional<MediaException> cause) {}
}
