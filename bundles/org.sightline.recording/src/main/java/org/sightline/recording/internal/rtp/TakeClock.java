package org.sightline.recording.internal.rtp;

/** The time of one take: zero is the arrival of its first packet. All tracks of a take are of one sender and share it. */
public final class TakeClock {
    private boolean started;
    private long zeroNanos;
    private boolean led;
    private double senderZeroMillis;

    /** A packet arrived; the first one is at zero. */
    public void arrived(long arrivalNanos) {
        if (!started) {
            started = true;
            zeroNanos = arrivalNanos;
        }
    }

    /** Milliseconds at an arrival. */
    public double millis(long arrivalNanos) {
        return (arrivalNanos - zeroNanos) / 1e6;
    }

    public boolean started() {
        return started;
    }

    /** {@link System#nanoTime()} at zero. */
    public long zeroNanos() {
        return zeroNanos;
    }

    /**
     * Milliseconds at a time of the sender's clock.
     *
     * @param ntp 64-bit NTP timestamp (RFC 3550 §4)
     * @param here what the reporting track takes it for; the first report of the take is believed to be right
     */
    double millisOfSender(long ntp, double here) {
        if (!led) {
            leadAnew(ntp, here);
        }
        return sender(ntp) - senderZeroMillis;
    }

    /** From now on this is where the sender's clock stands. */
    void leadAnew(long ntp, double here) {
        led = true;
        senderZeroMillis = sender(ntp) - here;
    }

    private static double sender(long ntp) {
        return (ntp >>> 32) * 1000.0 + (ntp & 0xffffffffL) * 1000.0 / 4294967296.0;
    }
}
