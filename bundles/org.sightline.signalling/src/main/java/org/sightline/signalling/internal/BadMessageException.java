package org.sightline.signalling.internal;

/** A message of a page cannot be understood. The text says which part, never what was in it. */
final class BadMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    BadMessageException(String message) {
        super(message);
    }
}
