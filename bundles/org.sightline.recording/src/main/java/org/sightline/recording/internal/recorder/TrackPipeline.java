package org.sightline.recording.internal.recorder;

import org.sightline.media.Codec;
import org.sightline.media.Kind;
import org.sightline.media.TapSink;
import org.sightline.media.Track;
import org.sightline.recording.internal.rtp.Depacketizer;
import org.sightline.recording.internal.rtp.FrameOutput;
import org.sightline.recording.internal.rtp.OpusDuration;
import org.sightline.recording.internal.rtp.ReorderBuffer;
import org.sightline.recording.internal.rtp.RtpPacket;
import org.sightline.recording.internal.rtp.TakeClock;
import org.sightline.recording.internal.rtp.TrackClock;
import org.sightline.recording.internal.webm.ClusterBuilder;
import org.sightline.recording.internal.webm.TrackEntry;

/** One track on its way into the container: packets → order → frames → time → cluster. */
final class TrackPipeline {
    private static final long START_NANOS = 100_000_000L;
    private static final long VIDEO_WAIT_NANOS = 800_000_000L;
    private static final long AUDIO_WAIT_NANOS = 200_000_000L;
    private static final long KEYFRAME_EVERY_NANOS = 10_000_000_000L;
    private static final long KEYFRAME_AGAIN_NANOS = 500_000_000L;

    private final Track track;
    private final TapSink.KeyframeRequest keyframes;
    private final ClusterBuilder clusters;
    private final TakeClock take;
    private final TrackClock clock;
    private final Depacketizer depacketizer;
    private final ReorderBuffer order;
    private final Silence silence;
    private final RtpPacket packet = new RtpPacket();
    private long lastMillis = -1;
    private long frames;
    private int width;
    private int height;
    private long keyframeNanos;
    private long requestNanos;
    private boolean requested;

    TrackPipeline(Track track, TapSink.KeyframeRequest keyframes, ClusterBuilder clusters, TakeClock take) {
        this.track = track;
        this.keyframes = keyframes;
        this.clusters = clusters;
        this.take = take;
        boolean audio = track.codec().kind() == Kind.AUDIO;
        clock = new TrackClock(take, track.codec().clockRate(), audio);
        depacketizer = Depacketizer.of(track.codec(), this::frame);
        order = new ReorderBuffer(START_NANOS, audio ? AUDIO_WAIT_NANOS : VIDEO_WAIT_NANOS, depacketizer);
        silence = new Silence(number(), clusters);
    }

    /** The track's number in the container. */
    private int number() {
        return track.index() + 1;
    }

    void rtp(byte[] buffer, int offset, int length, long arrivalNanos, long resumedNanos) {
        if (packet.parse(buffer, offset, length, arrivalNanos)) {
            take.arrived(arrivalNanos);
            order.packet(packet, resumedNanos);
        }
    }

    void report(long ntp, int rtpTimestamp) {
        clock.report(ntp, rtpTimestamp);
    }

    private void frame(FrameOutput.Frame frame) {
        long millis = Math.max(0, Math.round(clock.millis(frame)));
        if (isVideo()) {
            video(frame, millis);
        } else {
            audio(frame, millis);
        }
    }

    private void video(FrameOutput.Frame frame, long millis) {
        if (frame.key()) {
            keyframeNanos = frame.arrivalNanos();
            requested = false;
            width = Math.max(width, frame.width());
            height = Math.max(height, frame.height());
        }
        add(frame, Math.max(millis, lastMillis + 1));
    }

    private void audio(FrameOutput.Frame frame, long millis) {
        int duration = OpusDuration.millis(frame.bytes(), frame.length());
        if (silence.covers(millis + duration / 2)) {
            return; // silence has taken its place
        }
        silence.fillHole(millis);
        lastMillis = Math.max(lastMillis, silence.lastMillis());
        add(frame, Math.max(millis, lastMillis + 1));
        silence.soundUntil(Math.max(millis, lastMillis) + duration);
    }

    private void add(FrameOutput.Frame frame, long millis) {
        lastMillis = millis;
        frames++;
        clusters.add(number(), millis, frame.key(), frame.bytes(), 0, frame.length());
    }

    /** What time alone brings about: packets given up, silence, keyframes asked for. */
    void tick(long nowNanos) {
        order.expire(nowNanos);
        if (isVideo()) {
            askForKeyframe(nowNanos);
        } else if (clock.started()) {
            silence.fillWaiting(Math.round(take.millis(nowNanos)));
        }
    }

    private void askForKeyframe(long nowNanos) {
        boolean due = depacketizer.needsKeyframe() || nowNanos - keyframeNanos >= KEYFRAME_EVERY_NANOS;
        if (due && (!requested || nowNanos - requestNanos >= KEYFRAME_AGAIN_NANOS)) {
            requested = true;
            requestNanos = nowNanos;
            keyframes.request(track.index());
        }
    }

    /** Lets out what waits for packets that will not come. */
    void flush() {
        order.flush();
    }

    boolean isVideo() {
        return track.codec().kind() == Kind.VIDEO;
    }

    boolean started() {
        return frames > 0;
    }

    long frames() {
        return frames;
    }

    /** Packets that never came. */
    long lost() {
        return order.lost();
    }

    /** The time at which its last frame begins. */
    long lastMillis() {
        return Math.max(lastMillis, silence.lastMillis());
    }

    TrackEntry entry() {
        return track.codec() == Codec.OPUS
                ? TrackEntry.opus(number())
                : TrackEntry.video(number(), track.codec(), width, height, depacketizer.codecPrivate());
    }
}
