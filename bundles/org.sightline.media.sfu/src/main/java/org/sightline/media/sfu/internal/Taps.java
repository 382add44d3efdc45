package org.sightline.media.sfu.internal;

import java.util.ArrayList;
import java.util.List;

/** The running taps of one participant. Guarded by the room's lock. */
final class Taps {
    private final List<SfuTap> taps = new ArrayList<>();

    void add(SfuTap tap) {
        taps.add(tap);
    }

    void remove(SfuTap tap) {
        taps.remove(tap);
    }

    List<SfuTap> all() {
        return List.copyOf(taps);
    }

    boolean isEmpty() {
        return taps.isEmpty();
    }

    void rtp(InboundPacket in) {
        for (int i = taps.size() - 1; i >= 0; i--) { // a failing tap removes itself
            taps.get(i).rtp(in);
        }
    }

    void senderReport(IncomingTrack track, long ntp, int rtpTimestamp) {
        for (int i = taps.size() - 1; i >= 0; i--) {
            taps.get(i).senderReport(track, ntp, rtpTimestamp);
        }
    }

    /** The track pauses or goes on: taps wait for its next keyframe. */
    void resync(IncomingTrack track) {
        for (SfuTap tap : taps) {
            tap.resync(track);
        }
    }
}
