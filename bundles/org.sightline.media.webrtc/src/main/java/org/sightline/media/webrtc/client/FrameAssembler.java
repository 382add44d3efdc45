package org.sightline.media.webrtc.client;

import java.io.ByteArrayOutputStream;
import org.sightline.media.webrtc.rtp.Keyframes;
import org.sightline.media.webrtc.rtp.Packet;
import org.sightline.media.webrtc.rtp.Rtp;

/** Joins ordered VP8 packets to frames (RFC 7741 §4.5), from a keyframe on. */
final class FrameAssembler {
    private static final int MAX_FRAME_BYTES = 4 << 20;
    private static final long KEYFRAME_PATIENCE_NANOS = 500_000_000L;

    /** Takes a whole frame. */
    interface Frames {
        void frame(byte[] frame, int timestamp, boolean keyframe);
    }

    private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
    private final Frames frames;
    private boolean waiting = true;
    private boolean started;
    private boolean keyframe;
    private long lastAsked;

    FrameAssembler(Frames frames) {
        this.frames = frames;
    }

    void packet(Packet packet) {
        int from = Rtp.headerLength(packet);
        int length = packet.length() - from - Rtp.padding(packet);
        int descriptor = Keyframes.vp8DescriptorLength(packet.bytes(), from, length);
        if (descriptor < 0 || length <= descriptor) {
            return; // padding
        }
        if ((packet.bytes()[from] & 0x17) == 0x10) {
            frame.reset();
            started = true;
            keyframe = Keyframes.startsVp8(packet.bytes(), from, length);
            waiting &= !keyframe;
        }
        if (!started || waiting || frame.size() > MAX_FRAME_BYTES) {
            return;
        }
        frame.write(packet.bytes(), from + descriptor, length - descriptor);
        if (Rtp.marker(packet)) {
            started = false;
            frames.frame(frame.toByteArray(), Rtp.timestamp(packet), keyframe);
        }
    }

    /** A packet is lost for good: what follows cannot be decoded before the next keyframe. */
    void broken() {
        waiting = true;
        started = false;
    }

    boolean wantsKeyframe(long now) {
        if (!waiting || now - lastAsked < KEYFRAME_PATIENCE_NANOS) {
            return false;
        }
        lastAsked = now;
        return true;
    }
}
