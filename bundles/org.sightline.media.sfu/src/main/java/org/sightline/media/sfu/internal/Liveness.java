package org.sightline.media.sfu.internal;

import java.util.concurrent.TimeUnit;
import org.sightline.media.ParticipantListener;

/** Judges by what was last heard whether a participant is there. Guarded by the room's lock. */
final class Liveness {
    private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(ParticipantListener.LIVENESS_SECONDS);
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long SETUP_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** What has become of the participant since the last judgement. */
    enum Verdict {
        UNCHANGED,
        FELL_SILENT,
        RETURNED,
        GONE
    }

    private long openedAt;
    private boolean up;
    private boolean silent;
    private boolean closed;
    private long closedAt;

    void opened(long now) {
        openedAt = now;
        up = false;
        silent = false;
        closed = false;
    }

    void connected() {
        up = true;
    }

    /** The peer said good-bye: silence begins now, whatever comes on the old connection. */
    void closed(long now) {
        closed = true;
        closedAt = now;
    }

    Verdict judge(Connection connection, long now) {
        return judge(connection.lastSeen(), now);
    }

    Verdict judge(long lastSeen, long now) {
        if (!up) {
            return now - openedAt > SETUP_NANOS ? Verdict.GONE : Verdict.UNCHANGED;
        }
        long unheard = closed ? now - closedAt + SILENT_NANOS + 1 : now - lastSeen;
        if (unheard > SILENT_NANOS + GRACE_NANOS) {
            return Verdict.GONE;
        }
        boolean wasSilent = silent;
        silent = unheard > SILENT_NANOS;
        if (silent == wasSilent) {
            return Verdict.UNCHANGED;
        }
        return silent ? Verdict.FELL_SILENT : Verdict.RETURNED;
    }
}
