package org.sightline.signalling.internal;

import org.sightline.calls.Signal;

/** What a page sends: first who it is, then signals. */
sealed interface PageMessage {

    /** Joins a call. */
    record Hello(String ticket) implements PageMessage {
        @Override
        public String toString() {
            return "Hello";
        }
    }

    /** Takes a session over. */
    record Resume(String token) implements PageMessage {
        @Override
        public String toString() {
            return "Resume";
        }
    }

    record Signalled(Signal.FromClient signal) implements PageMessage {}
}
