package org.sightline.media.sfu.internal;

import org.sightline.media.webrtc.rtp.Packet;
import org.sightline.media.webrtc.rtp.TransportFeedback;

/**
 * Estimates the capacity of the way to a participant from its transport-wide feedback: a standing queue or heavy loss
 * sets a limit, its absence raises and at last lifts it. Guarded by the room's lock.
 */
final class DownlinkEstimate implements TransportFeedback.Visitor {
    private static final int HISTORY = 4096;
    private static final long WINDOW_NANOS = 200_000_000L;
    private static final long BETWEEN_CUTS_NANOS = 300_000_000L;
    private static final long QUIET_NANOS = 3_000_000_000L;
    private static final long BASE_NANOS = 15_000_000_000L;
    private static final int FULL_QUEUE_MILLIS = 60;
    private static final int STANDING_QUEUE_MILLIS = 25;
    private static final int EMPTY_QUEUE_MILLIS = 15;
    private static final double HEAVY_LOSS = 0.12;
    private static final double LOSS_MEMORY = 0.7;
    private static final int LOSS_MIN_PACKETS = 40;
    private static final double CUT = 0.85;
    private static final long MIN_LIMIT = 80_000;

    private final TransportFeedback reader = new TransportFeedback();
    private final long[] sentMicros = new long[HISTORY];
    private final int[] sizes = new int[HISTORY];
    private int sequence;
    private long base;
    private long formerBase;
    private long baseSince;
    private long windowStart;
    private long windowBytes;
    private long windowQueue;
    private int windowGot;
    private int windowLost;
    private double got;
    private double lost;
    private long acknowledged;
    private long lastCut;
    private long quietSince;
    private boolean limited;
    private double limit;

    DownlinkEstimate() {
        reset();
    }

    /** Starts anew: the way has changed. */
    void reset() {
        base = Long.MAX_VALUE;
        formerBase = Long.MAX_VALUE;
        windowStart = 0;
        windowBytes = 0;
        windowQueue = Long.MAX_VALUE;
        windowGot = 0;
        windowLost = 0;
        got = 0;
        lost = 0;
        acknowledged = 0;
        limited = false;
        limit = 0;
        java.util.Arrays.fill(sentMicros, 0);
    }

    /** Notes a packet and returns its transport-wide number. */
    int sent(int bytes, long now) {
        int number = sequence++ & 0xffff;
        sentMicros[number & HISTORY - 1] = now / 1000;
        sizes[number & HISTORY - 1] = bytes;
        return number;
    }

    void feedback(Packet packet, int at, int length, long now) {
        reader.read(packet, at, length, this);
        if (now - baseSince > BASE_NANOS) {
            baseSince = now;
            formerBase = base;
            base = Long.MAX_VALUE;
        }
        if (windowStart == 0) {
            windowStart = now;
        }
        if (now - windowStart >= WINDOW_NANOS && windowGot > 0) {
            judge(now);
        }
    }

    @Override
    public void received(int sequence16, long arrivalMicros) {
        int at = sequence16 & HISTORY - 1;
        if (sentMicros[at] == 0) {
            return;
        }
        long delay = arrivalMicros - sentMicros[at]; // off by the clocks' difference, which the base removes
        base = Math.min(base, delay);
        windowQueue = Math.min(windowQueue, delay - Math.min(base, formerBase));
        windowBytes += sizes[at];
        windowGot++;
    }

    @Override
    public void lost(int sequence16) {
        windowLost++;
    }

    private void judge(long now) {
        long nanos = now - windowStart;
        long rate = windowBytes * 8_000_000_000L / nanos;
        long queueMillis = windowQueue / 1000;
        acknowledged = acknowledged == 0 ? rate : (acknowledged * 3 + rate) / 4;
        got = got * LOSS_MEMORY + windowGot;
        lost = lost * LOSS_MEMORY + windowLost;
        windowStart = now;
        windowBytes = 0;
        windowGot = 0;
        windowLost = 0;
        windowQueue = Long.MAX_VALUE;
        boolean heavyLoss = got + lost >= LOSS_MIN_PACKETS && lost > HEAVY_LOSS * (got + lost);
        if (queueMillis > FULL_QUEUE_MILLIS || heavyLoss) {
            cut(rate, now);
        } else if (limited) {
            raise(queueMillis, nanos / 1e9, now);
        }
    }

    private void cut(long rate, long now) {
        quietSince = now;
        if (now - lastCut <= BETWEEN_CUTS_NANOS) {
            return;
        }
        lastCut = now;
        double reference = limited ? Math.min(rate, Math.max(limit, rate * 0.5)) : rate;
        limit = Math.max(MIN_LIMIT, CUT * reference);
        limited = true;
        got = 0;
        lost = 0; // one loss, one cut
    }

    private void raise(long queueMillis, double seconds, long now) {
        if (queueMillis > STANDING_QUEUE_MILLIS) {
            quietSince = now;
        }
        double growth = queueMillis < EMPTY_QUEUE_MILLIS ? 0.12 : 0.04;
        limit = Math.min(limit * (1 + growth * seconds), Math.max(limit, 2.0 * acknowledged));
        if (now - quietSince > QUIET_NANOS && limit >= 1.9 * acknowledged) {
            limited = false;
        }
    }

    /** The limit in bit/s, or 0 while none is known. */
    long limit() {
        return limited ? (long) limit : 0;
    }
}
