package org.sightline.signalling.internal;

import java.util.function.Consumer;

/** A WebSocket, as far as a connection needs one. */
interface Wire {
    /** Sends without waiting. @param done told once, with what went wrong or null */
    void send(String text, Consumer<Throwable> done);

    void close(CloseCode code);
}
