package org.sightline.media.webrtc.rtp;

/** The reception statistics of one stream (RFC 3550 §6.4.1, appendix A.3 and A.8). */
public final class Reception {
    /** A larger step is a new clock, not jitter. */
    private static final int MAX_STEP_SECONDS = 5;

    private final int clockKilohertz;
    private int base = -1;
    private int highest = -1;
    private long received;
    private long expectedBefore;
    private long receivedBefore;
    private double jitter;
    private int lastTransit;
    private boolean hasTransit;
    private int lastReport;
    private long lastReportNanos;

    public Reception(int clockRate) {
        clockKilohertz = clockRate / 1000;
    }

    /** Counts rollovers: the number nearest to the highest one so far. */
    public int extend(int sequence16) {
        return highest < 0 ? sequence16 + 0x10000 : highest + (short) (sequence16 - highest);
    }

    public int highest() {
        return highest;
    }

    public long received() {
        return received;
    }

    public void count(int sequence) {
        base = base < 0 ? sequence : base;
        highest = Math.max(highest, sequence);
        received++;
    }

    public void transit(int timestamp, long now) {
        int transit = (int) (now / 1000 * clockKilohertz / 1000) - timestamp;
        int step = Math.abs(transit - lastTransit);
        if (hasTransit && step < clockKilohertz * 1000 * MAX_STEP_SECONDS) {
            jitter += (step - jitter) / 16;
        }
        lastTransit = transit;
        hasTransit = true;
    }

    public void senderReport(long ntp, long now) {
        lastReport = (int) (ntp >> 16);
        lastReportNanos = now;
    }

    public void report(RtcpWriter writer, int ssrc, int source, long now) {
        if (highest < 0) {
            return;
        }
        long expected = highest - base + 1L;
        long expectedNow = expected - expectedBefore;
        long lostNow = expectedNow - (received - receivedBefore);
        expectedBefore = expected;
        receivedBefore = received;
        int fraction = expectedNow <= 0 || lostNow <= 0 ? 0 : (int) Math.min(255, lostNow * 256 / expectedNow);
        int lost = (int) Math.max(0, Math.min(0x7fffff, expected - received));
        int delay = lastReport == 0 ? 0 : (int) ((now - lastReportNanos) / 1000 * 65536 / 1_000_000);
        writer.receiverReport(ssrc, source, fraction, lost, highest - 0x10000, (int) jitter, lastReport, delay);
    }
}
