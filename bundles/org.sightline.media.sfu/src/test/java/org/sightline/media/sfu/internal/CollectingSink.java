package org.sightline.media.sfu.internal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.sightline.media.MediaException;
import org.sightline.media.TapSink;
import org.sightline.media.Track;
import org.sightline.media.webrtc.rtp.Keyframes;
import org.sightline.media.webrtc.rtp.Packet;
import org.sightline.media.webrtc.rtp.Rtp;

/** Counts what a tap delivers. */
final class CollectingSink implements TapSink, TapSink.PacketConsumer {
    final AtomicInteger audio = new AtomicInteger();
    final AtomicInteger video = new AtomicInteger();
    final AtomicInteger reports = new AtomicInteger();
    volatile List<Track> tracks;
    volatile Optional<MediaException> ended;
    volatile boolean startedWithKeyframe;
    volatile KeyframeRequest keyframes;

    @Override
    public PacketConsumer packets(List<Track> described, KeyframeRequest request) {
        tracks = described;
        keyframes = request;
        return this;
    }

    @Override
    public ByteConsumer container(String mediaType) {
        throw new AssertionError("the engine delivers packets");
    }

    @Override
    public void rtp(int track, byte[] buffer, int offset, int length, long arrivalNanos) {
        if (tracks.get(track).codec() == org.sightline.media.Codec.OPUS) {
            audio.incrementAndGet();
        } else if (video.getAndIncrement() == 0) {
            int header = Rtp.headerLength(new Packet(buffer, offset, length));
            startedWithKeyframe = Keyframes.startsVp8(buffer, offset + header, length - header);
        }
    }

    @Override
    public void senderReport(int track, long ntp, int rtpTimestamp) {
        reports.incrementAndGet();
    }

    @Override
    public void ended(Optional<MediaException> cause) {
        ended = cause;
    }
}
