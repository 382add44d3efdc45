package org.sightline.media.sfu.internal;

import org.sightline.media.webrtc.rtp.RtcpWriter;

/** Sends a participant the RTCP that is due to it as publisher. Guarded by the room's lock. */
final class Reporter {
    private static final int FEEDBACK_TICKS = 3;
    private static final int REPORT_TICKS = 50;
    private static final int LONG_BYTES = 1000;

    private final RtcpWriter writer = new RtcpWriter();
    private final Uplink uplink;

    Reporter(Uplink uplink) {
        this.uplink = uplink;
    }

    /** Requests what is missing, and in turn reports arrivals and reception. */
    void tick(long now, long tick) {
        writer.clear();
        uplink.requests(writer, now);
        if (tick % FEEDBACK_TICKS == 0) {
            flushIfLong();
            uplink.feedback(writer);
        }
        if (tick % REPORT_TICKS == 0) {
            flushIfLong();
            uplink.reports(writer, now);
            if (uplink.remindsOfCeiling()) {
                uplink.ceiling(writer);
            }
        }
        flush();
    }

    /** Reports arrivals at once. */
    void feedback() {
        uplink.feedback(writer.clear());
        flush();
    }

    /** Tells the ceiling at once. */
    void ceiling() {
        uplink.ceiling(writer.clear());
        flush();
    }

    private void flushIfLong() {
        if (writer.packet().length() > LONG_BYTES) {
            flush();
        }
    }

    private void flush() {
        if (!writer.isEmpty()) {
            uplink.connection().sendRtcp(writer.packet());
            writer.clear();
        }
    }
}
