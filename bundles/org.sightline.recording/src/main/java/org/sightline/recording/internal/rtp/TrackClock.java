package org.sightline.recording.internal.rtp;

/**
 * Maps RTP timestamps of one track to milliseconds of the take. It starts from the arrival of the first packet and is led
 * by sender reports, which relate the tracks of one sender to one another, from then on: slowly, so that time does not
 * jump, or at once when it is far off.
 */
public final class TrackClock {
    /** A report moves the clock by at most this, unless it is far off. */
    private static final double SLEW_MILLIS = 10;

    private static final double STEP_MILLIS = 100;
    /** The first reports, and the first after a shift, may correct more, for nothing relies on the clock yet. */
    private static final double EARLY_STEP_MILLIS = 40;

    private static final int EARLY_REPORTS = 2;
    /** An arrival gap above this, in which the sender's clock hardly moved, is a clock that stood still. */
    private static final double STILL_GAP_MILLIS = 400;

    private static final double STILL_SHARE = 0.3;

    /** Further from arrivals than this no time is believed, whatever the sender says. */
    private static final double BELIEVED_MILLIS = 5_000;

    private final TakeClock take;
    private final double perMilli;
    private final boolean audio;
    private boolean started;
    private long timestamp;
    private long arrivalNanos;
    private double anchorMillis;
    private long anchorTimestamp;
    private int reportsSinceShift;

    public TrackClock(TakeClock take, int clockRate, boolean audio) {
        this.take = take;
        this.audio = audio;
        perMilli = clockRate / 1000.0;
    }

    /** Whether a packet has been seen. */
    public boolean started() {
        return started;
    }

    /** The time of a frame; frames come in order of decoding. */
    public double millis(FrameOutput.Frame frame) {
        if (!started) {
            started = true;
            timestamp = frame.timestamp() & 0xffffffffL;
            anchorTimestamp = timestamp;
            anchorMillis = take.millis(frame.arrivalNanos());
            arrivalNanos = frame.arrivalNanos();
            return anchorMillis;
        }
        int step = frame.timestamp() - (int) timestamp;
        double arrivalGap = (frame.arrivalNanos() - arrivalNanos) / 1e6;
        double clockGap = step / perMilli;
        boolean stoodStill =
                audio && !frame.afterGap() && arrivalGap > STILL_GAP_MILLIS && clockGap < STILL_SHARE * arrivalGap;
        if (stoodStill) {
            shift(arrivalGap - clockGap);
        }
        timestamp += step;
        arrivalNanos = frame.arrivalNanos();
        double error = take.millis(arrivalNanos) - at(timestamp);
        if (Math.abs(error) > BELIEVED_MILLIS) {
            shift(error);
        }
        return at(timestamp);
    }

    private void shift(double millis) {
        anchorMillis += millis;
        reportsSinceShift = 0;
    }

    /** The sender's own clock at a timestamp. */
    public void report(long ntp, int rtpTimestamp) {
        if (!started) {
            return;
        }
        long reported = timestamp + (rtpTimestamp - (int) timestamp);
        double here = at(reported);
        double target = take.millisOfSender(ntp, here);
        double error = target - here;
        if (Math.abs(error) > BELIEVED_MILLIS) {
            take.leadAnew(ntp, here); // the sender set its clock
            return;
        }
        double limit = reportsSinceShift < EARLY_REPORTS ? EARLY_STEP_MILLIS : STEP_MILLIS;
        double correction = Math.abs(error) > limit ? error : Math.max(-SLEW_MILLIS, Math.min(SLEW_MILLIS, error));
        anchorTimestamp = reported;
        anchorMillis = here + correction;
        reportsSinceShift++;
    }

    private double at(long unwrapped) {
        return anchorMillis + (unwrapped - anchorTimestamp) / perMilli;
    }
}
