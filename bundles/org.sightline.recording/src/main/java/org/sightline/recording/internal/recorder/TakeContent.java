package org.sightline.recording.internal.recorder;

import java.io.IOException;

/** What a take does with the media that come, in the form in which they come. Called by one writer thread at a time. */
interface TakeContent {

    /** Takes up what has come; what is complete is on the disk, sealed, when this returns or half a second later. */
    void work(long nowNanos) throws IOException;

    /** Closes the take's file, if anything came. */
    void finish(String reason) throws IOException;

    /** Media between here and then are left out on purpose. */
    default void resumed(long nanos) {}

    /** Gives up: the file stays as it is, for recovery. */
    void abandon() throws IOException;
}
