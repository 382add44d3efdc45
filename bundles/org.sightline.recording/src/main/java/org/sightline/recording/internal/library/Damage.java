package org.sightline.recording.internal.library;

import java.io.EOFException;
import java.io.IOException;
import org.sightline.recording.RecordingException;
import org.sightline.recording.internal.sealed.SealedException;
import org.sightline.storage.StorageException;

/** Tells damage from storage that does not answer. */
final class Damage {
    static final String CODE = "damaged";

    private Damage() {}

    static RecordingException of(int take, IOException cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof SealedException sealed) {
                return damaged(take, words(sealed), cause);
            }
            if (at instanceof EOFException) {
                return damaged(take, "it was cut: " + at.getMessage(), cause);
            }
            if (at instanceof StorageException stored && isLoss(stored)) {
                return damaged(take, cause.getMessage(), cause);
            }
        }
        return new RecordingException("storage-unavailable", "cannot read take " + take, cause);
    }

    /** The storage answers, and what it says is that the object is not what was stored. */
    private static boolean isLoss(StorageException failure) {
        return failure.reason() == StorageException.Reason.NOT_FOUND
                || failure.reason() == StorageException.Reason.CORRUPT;
    }

    private static RecordingException damaged(int take, String what, IOException cause) {
        return new RecordingException(CODE, "take " + take + " is damaged: " + what, cause);
    }

    private static String words(SealedException found) {
        return switch (found.reason()) {
            case TRUNCATED -> "it was cut: " + found.getMessage();
            case ALTERED -> "it was altered: " + found.getMessage();
            case WRONG_KEY -> "an object of another recording, take or key is in its place";
            case NOT_SEALED -> "a foreign object is in its place: " + found.getMessage();
        };
    }
}
