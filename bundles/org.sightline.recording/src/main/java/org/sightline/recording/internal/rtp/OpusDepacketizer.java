package org.sightline.recording.internal.rtp;

/** Opus (RFC 7587): a packet is a frame. */
final class OpusDepacketizer implements Depacketizer {
    private final FrameOutput output;
    private final FrameOutput.Frame frame = new FrameOutput.Frame();

    OpusDepacketizer(FrameOutput output) {
        this.output = output;
        frame.key = true;
    }

    @Override
    public void packet(RtpPacket packet, boolean gap) {
        if (packet.payloadLength() == 0) {
            return;
        }
        frame.length = 0;
        frame.append(packet.buffer(), packet.payloadOffset(), packet.payloadLength());
        frame.timestamp = packet.timestamp();
        frame.arrivalNanos = packet.arrivalNanos();
        frame.afterGap = gap;
        output.frame(frame);
    }

    @Override
    public boolean needsKeyframe() {
        return false;
    }

    @Override
    public byte[] codecPrivate() {
        return new byte[0];
    }
}
