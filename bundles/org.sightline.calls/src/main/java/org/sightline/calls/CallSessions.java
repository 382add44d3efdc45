package org.sightline.calls;

import org.osgi.annotation.versioning.ProviderType;

/** Signalling connections to calls. A session outlives its connection: see {@link #resume}. */
@ProviderType
public interface CallSessions {

    /**
     * Uses up a ticket and joins its call. The first signal sent to the sink is {@link Signal.Welcome}.
     *
     * @throws CallException {@code ticket-invalid}, {@code call-ended}, {@code call-full}, {@code audit-unavailable}
     */
    CallSession open(String ticket, SignalSink sink);

    /**
     * Takes over a session whose connection was lost, with the token from its {@code Welcome}; the old connection, if it
     * is still there, is closed. Valid until 20 s after the connection was lost.
     *
     * @throws CallException {@code ticket-invalid}, {@code call-ended}
     */
    CallSession resume(String resumeToken, SignalSink sink);

    /** Where signals for one connection go; called by one thread at a time, must not block. */
    interface SignalSink {
        void send(Signal.FromServer signal);

        /** The session has moved to another connection or ended: close this one after what was sent. */
        void close(Closing why);
    }

    /** Why a connection is closed by the platform. */
    enum Closing {
        /** The participant left with {@link Signal.Bye}. */
        LEFT,
        /** {@link Signal.Ended} was sent. */
        CALL_ENDED,
        /** Another connection has taken the session over. */
        TAKEN_OVER,
        /** The user was deactivated or signed out, or may no longer be in the call. */
        ACCESS_ENDED
    }

    /** One participant's signalling. */
    interface CallSession {
        /**
         * Takes a signal; it is handled soon and in order. What turns out wrong then is answered by
         * {@link Signal.Problem}. After the session has ended or moved, signals are ignored.
         *
         * @throws CallException {@code bad-offer}, {@code bad-candidate}, {@code too-many-signals}; the session goes on
         */
        void receive(Signal.FromClient signal);

        /** The connection is gone. @param leaving the participant left on purpose; otherwise it may resume */
        void disconnected(boolean leaving);
    }
}
