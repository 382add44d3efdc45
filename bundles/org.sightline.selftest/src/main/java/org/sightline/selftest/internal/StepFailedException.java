package org.sightline.selftest.internal;

/** A step did not come out as it should; the message says what went wrong. */
final class StepFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    StepFailedException(String message) {
        super(message);
    }
}
