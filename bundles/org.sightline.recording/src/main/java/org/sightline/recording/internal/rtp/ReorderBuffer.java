package org.sightline.recording.internal.rtp;

/**
 * Puts the packets of one stream in order and waits for those that are missing, because a retransmission may bring them.
 * Packets in order pass without a copy.
 */
public final class ReorderBuffer {
    private static final int SLOTS = 512;
    /** A stream that goes on this often behind what was expected has been restarted. */
    private static final int RESTART = 30;

    /** Takes packets in order. */
    @FunctionalInterface
    public interface Output {
        /** @param gap whether packets before this one are missing for good */
        void packet(RtpPacket packet, boolean gap);
    }

    private final RtpPacket[] slots = new RtpPacket[SLOTS];
    private final boolean[] filled = new boolean[SLOTS];
    private final long startNanos;
    private final long waitNanos;
    private final Output output;
    private int parked;
    private int next = -1;
    private boolean gap;
    private int behind;
    private int lowest;
    private long firstArrival;
    private long lastArrival = Long.MIN_VALUE;
    private long lost;

    /**
     * @param startNanos for how long the first packets are held, because one that was sent before them may come
     * @param waitNanos for how long a missing packet is waited for
     */
    public ReorderBuffer(long startNanos, long waitNanos, Output output) {
        this.startNanos = startNanos;
        this.waitNanos = waitNanos;
        this.output = output;
    }

    /** Packets that never came. */
    public long lost() {
        return lost;
    }

    /**
     * Takes a packet.
     *
     * @param pausedUntilNanos what is missing before a packet that arrived after this, when all others arrived before it,
     *     was left out on purpose: there is nothing to wait for
     */
    public void packet(RtpPacket packet, long pausedUntilNanos) {
        boolean afterPause = next >= 0
                && pausedUntilNanos != 0
                && lastArrival - pausedUntilNanos < 0
                && packet.arrivalNanos() - pausedUntilNanos >= 0;
        lastArrival = packet.arrivalNanos();
        if (next < 0) {
            start(packet);
            return;
        }
        int ahead = (short) (packet.sequence() - next);
        if (ahead == 0) {
            deliver(packet);
            drain();
        } else if (ahead < 0) {
            behind++;
            if (behind > RESTART || afterPause) {
                flush();
                skipTo(packet.sequence(), 0);
                deliver(packet);
            }
        } else if (ahead >= SLOTS || afterPause) {
            flush();
            skipTo(packet.sequence(), afterPause ? 0 : (short) (packet.sequence() - next));
            deliver(packet);
        } else {
            park(packet);
        }
    }

    private void start(RtpPacket packet) {
        if (parked == 0) {
            firstArrival = packet.arrivalNanos();
            lowest = packet.sequence();
        }
        int behindLowest = (short) (lowest - packet.sequence());
        if (Math.abs(behindLowest) >= SLOTS / 2) {
            begin(); // these are not packets of one moment
            packet(packet, 0);
            return;
        }
        lowest = behindLowest > 0 ? packet.sequence() : lowest;
        park(packet);
        if (startNanos == 0) {
            begin();
        }
    }

    private void begin() {
        next = lowest;
        drain();
    }

    /** Gives up what has been missing for too long. */
    public void expire(long nowNanos) {
        if (next < 0) {
            if (parked == 0 || nowNanos - firstArrival < startNanos) {
                return;
            }
            begin();
        }
        while (parked > 0) {
            int first = firstParked();
            if (nowNanos - slots[first].arrivalNanos() < waitNanos) {
                return;
            }
            skipTo(slots[first].sequence(), (short) (slots[first].sequence() - next));
            drain();
        }
    }

    /** Delivers all that is there. */
    public void flush() {
        if (next < 0 && parked > 0) {
            begin();
        }
        while (parked > 0) {
            int first = firstParked();
            skipTo(slots[first].sequence(), (short) (slots[first].sequence() - next));
            drain();
        }
    }

    private int firstParked() {
        int slot = next & SLOTS - 1;
        while (!filled[slot]) {
            slot = slot + 1 & SLOTS - 1;
        }
        return slot;
    }

    private void skipTo(int sequence, int missing) {
        gap = true;
        lost += missing;
        next = sequence;
    }

    private void park(RtpPacket packet) {
        int slot = packet.sequence() & SLOTS - 1;
        if (!filled[slot]) {
            if (slots[slot] == null) {
                slots[slot] = new RtpPacket();
            }
            slots[slot].copy(packet);
            filled[slot] = true;
            parked++;
        }
    }

    private void drain() {
        for (int slot = next & SLOTS - 1; parked > 0 && filled[slot]; slot = next & SLOTS - 1) {
            filled[slot] = false;
            parked--;
            deliver(slots[slot]);
        }
    }

    private void deliver(RtpPacket packet) {
        boolean after = gap;
        gap = false;
        behind = 0;
        next = packet.sequence() + 1 & 0xffff;
        output.packet(packet, after);
    }
}
