package org.sightline.calls.spi;

import org.osgi.annotation.versioning.ConsumerType;
import org.sightline.calls.Call;
import org.sightline.calls.ParticipantId;
import org.sightline.calls.ParticipantRole;
import org.sightline.media.TapSink;

/** Records calls. */
@ConsumerType
public interface CallRecorder {

    /**
     * Begins a recording of a call: one at a time, another after a withdrawn consent was given again. Does not block on
     * storage.
     *
     * @param listener told when the recording stops before its end
     * @throws RecorderException if it cannot be recorded now
     */
    CallRecording begin(Call call, StopListener listener) throws RecorderException;

    /** A recording in progress. */
    @ConsumerType
    interface CallRecording {
        /** The id of the recording. */
        String id();

        /** Where one participant's media go, from one join to its leaving: a take. */
        TapSink take(ParticipantId participant, ParticipantRole role);

        /** Marks a pause or its end in the timeline. The taps are paused and resumed by the call. */
        void paused(boolean paused);

        /** Recorded so far, in milliseconds, pauses not counted. */
        long recordedMillis();

        /** Ends the recording; sealing and storing go on by themselves. Repeating it does nothing. */
        void end();
    }

    /** Told once that a recording stopped by itself; what was recorded is safe. */
    @FunctionalInterface
    interface StopListener {
        /** @param reason a stable code: {@code disk-full}, {@code recorder-failed} */
        void stopped(String reason);
    }

    /** A recording cannot begin. */
    final class RecorderException extends Exception {
        private static final long serialVersionUID = 1L;
        private final String reason;

        /** @param reason a stable code: {@code no-store}, {@code no-key}, {@code disk-full}, {@code recorder-failed} */
        public RecorderException(String reason, String message, Throwable cause) {
            super(message, cause);
            this.reason = reason;
        }

        public String reason() {
            return reason;
        }
    }
}
