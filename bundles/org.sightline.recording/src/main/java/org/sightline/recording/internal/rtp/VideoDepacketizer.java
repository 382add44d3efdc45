package org.sightline.recording.internal.rtp;

/**
 * What video codecs share: a frame is the packets of one timestamp up to the marker; after a loss nothing counts until the
 * next keyframe, for a picture built on a missing one is garbage.
 */
abstract class VideoDepacketizer implements Depacketizer {
    private static final int MAX_FRAME = 8 * 1024 * 1024;

    private final FrameOutput output;
    private final FrameOutput.Frame frame = new FrameOutput.Frame();
    private boolean open;
    private boolean whole;
    private boolean needsKeyframe = true;
    private boolean gapBefore;

    VideoDepacketizer(FrameOutput output) {
        this.output = output;
    }

    /** Whether a frame begins with this packet. */
    abstract boolean begins(RtpPacket packet);

    /** Appends the packet's part of the frame; false if it is malformed. */
    abstract boolean append(RtpPacket packet, FrameOutput.Frame frame);

    /** Fills in what is known of a whole frame; false if it cannot be used. */
    abstract boolean complete(FrameOutput.Frame frame);

    @Override
    public final void packet(RtpPacket packet, boolean gap) {
        if (packet.payloadLength() == 0) {
            return; // padding for bandwidth probing
        }
        boolean unfinished = open && packet.timestamp() != frame.timestamp;
        if (gap || unfinished) {
            open = false;
            needsKeyframe = true;
            gapBefore = true;
        }
        if (!open) {
            open(packet);
        }
        whole = whole && append(packet, frame) && frame.length <= MAX_FRAME;
        if (packet.marker()) {
            close();
        }
    }

    private void open(RtpPacket packet) {
        open = true;
        whole = begins(packet);
        frame.length = 0;
        frame.key = false;
        frame.width = 0;
        frame.height = 0;
        frame.timestamp = packet.timestamp();
        frame.arrivalNanos = packet.arrivalNanos();
    }

    private void close() {
        open = false;
        boolean usable = whole && frame.length > 0 && complete(frame);
        if (!usable || needsKeyframe && !frame.key) {
            needsKeyframe = true;
            return;
        }
        needsKeyframe = false;
        frame.afterGap = gapBefore;
        gapBefore = false;
        output.frame(frame);
    }

    @Override
    public final boolean needsKeyframe() {
        return needsKeyframe;
    }
}
