package org.sightline.bench;

import java.io.IOException;

/** A server in a process of its own that is measured. */
interface Peer extends AutoCloseable {

    /** Its process. */
    long pid();

    /** Holds a call of two persons, who send, receive, and are recorded when this returns. */
    TwoPersonCall open(Traffic traffic) throws IOException, InterruptedException;

    @Override
    void close() throws IOException;
}
