package org.sightline.media;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Receives a participant's media. An engine that handles packets calls {@link #packets}; one whose server writes a
 * container calls {@link #container}. Exactly one of the two is called, once, before any media.
 */
@ConsumerType
public interface TapSink {

    /** The media come as RTP packets of these tracks. */
    PacketConsumer packets(List<Track> tracks, KeyframeRequest keyframes);

    /** The media come as the bytes of one container file of this type, for example {@code video/webm}. */
    ByteConsumer container(String mediaType);

    /** No more media will come. {@code cause} is empty when the tap was closed or the participant left. */
    void ended(Optional<MediaException> cause);

    /** Consumes decrypted RTP. Called under the engine's lock, never by two threads at once: copy and return. */
    @ConsumerType
    interface PacketConsumer {

        /**
         * One RTP packet (RFC 3550 §5.1), header included, retransmissions already restored to their original form.
         *
         * @param track index of the track
         * @param buffer holds the packet; the engine reuses it after the call
         * @param arrivalNanos {@link System#nanoTime()} at arrival
         */
        void rtp(int track, byte[] buffer, int offset, int length, long arrivalNanos);

        /**
         * The sender's own clock at an RTP timestamp (sender report, RFC 3550 §6.4.1).
         *
         * @param ntp 64-bit NTP timestamp
         */
        void senderReport(int track, long ntp, int rtpTimestamp);
    }

    /** Consumes container bytes in order. May block: a slow consumer slows the engine's download, never the call. */
    @ConsumerType
    interface ByteConsumer {
        void bytes(byte[] buffer, int offset, int length);
    }

    /** Asks the participant for a keyframe of a video track. Cheap, rate-limited by the engine, callable from any thread. */
    @ConsumerType
    interface KeyframeRequest {
        void request(int track);
    }
}
