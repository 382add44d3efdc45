package org.sightline.recording.internal.library;

import java.io.EOFException;
import java.io.IOException;
import org.sightline.recording.RecordingException;
import org.sightline.recording.internal.sealed.SealedException;

/** Tells damage from storage that does not answer. */
final class Damage {
    private Damage() {}

    static RecordingException of(int take, IOException cause) {
        boolean damaged = cause instanceof SealedException || cause instanceof EOFException;
        return damaged
                ? new RecordingException("damaged", "take " + take + " is damaged: " + cause.getMessage(), cause)
                : new RecordingException("storage-unavailable", "cannot read take " + take, cause);
    }
}
