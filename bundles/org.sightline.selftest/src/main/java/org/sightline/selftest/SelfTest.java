package org.sightline.selftest;

import java.util.List;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;
import org.sightline.calls.CallId;
import org.sightline.recording.RecordingId;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.WorkspaceId;

/** Holds a real recorded call with itself, over real sockets, and reviews it. */
@ProviderType
public interface SelfTest {

    /**
     * Runs every step in order and stops at the first that fails. Returns in any case; takes the call's length and a few
     * seconds more.
     *
     * @param progress told of each step as it ends
     */
    Report run(Options options, Consumer<Step> progress);

    /** Runs in a workspace of its own, {@code self-test}, which it creates the first time, with throw-away users. */
    Report run(int seconds, Consumer<Step> progress);

    /**
     * Where and how long.
     *
     * @param technician holds the call; must not be allowed to review at the start
     * @param administrator reviews it
     * @param seconds how long both sides are connected, 2 to 600
     */
    record Options(WorkspaceId workspace, UserId technician, UserId administrator, int seconds) {
        public Options {
            if (seconds < 2 || seconds > 600) {
                throw new IllegalArgumentException("a test call lasts 2 to 600 seconds");
            }
        }
    }

    /**
     * One step.
     *
     * @param name what was done, for example {@code recording stored in its region}
     * @param detail one line: what was found or what went wrong
     */
    record Step(String name, boolean passed, long millis, String detail) {}

    /**
     * What was found. Figures of steps that were not reached are 0, ids are null.
     *
     * @param firstFrameMillis from the second participant's offer to its first complete video frame
     * @param durationMillis of the recording's timeline
     * @param videoFrames in all takes
     * @param audioPackets in all takes
     * @param bytes of sealed media in the region
     */
    record Report(
            boolean passed,
            List<Step> steps,
            String region,
            long firstFrameMillis,
            CallId call,
            RecordingId recording,
            long durationMillis,
            long videoFrames,
            long audioPackets,
            long bytes) {
        public Report {
            steps = List.copyOf(steps);
        }
    }
}
