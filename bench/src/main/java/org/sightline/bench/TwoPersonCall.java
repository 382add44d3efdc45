package org.sightline.bench;

import java.io.IOException;
import java.util.List;

/** A call that goes on. */
interface TwoPersonCall {

    List<Person> persons();

    /** Milliseconds that the second person had to wait for the first's picture. */
    double firstFrameMillis();

    /** Says that both are still there. */
    void ping() throws IOException;

    void end() throws IOException, InterruptedException;
}
