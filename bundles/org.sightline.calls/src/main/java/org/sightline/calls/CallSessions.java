package org.sightline.calls;

import org.osgi.annotation.versioning.ProviderType;

/** Signalling connections to calls. A session outlives its connection: see {@link #resume}. */
@ProviderType
public interface CallSessions {

    /**
     * Uses up a ticket and joins its call. The first signal sent to the sink is {@link Signal.Welcome}.
     *
     * @throws CallException {@code ticket-invalid}, {@code call-ended}, {@code call-full}
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
        void close();
    }

    /** One participant's signalling. */
    interface CallSession {
        /**
         * Handles a signal.
         *
         * @throws CallException {@code bad-signal}, {@code bad-offer}, {@code bad-candidate}; the session goes on
         */
        void receive(Signal.FromClient signal);

        /** The connection is gone. @param leaving the participant left on purpose; otherwise it may resume */
        void disconnected(boolean leaving);
    }
}
