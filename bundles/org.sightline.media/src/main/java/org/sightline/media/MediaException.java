package org.sightline.media;

import java.util.Objects;

/** A media operation failed. */
public final class MediaException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Who can do something about it. */
    public enum Reason {
        /** The offer cannot be used: not SDP, no media, no common codec, no fingerprint. */
        BAD_OFFER,
        /** The candidate line is malformed. */
        BAD_CANDIDATE,
        /** The participant's side must offer from a new peer connection. */
        FRESH_OFFER_NEEDED,
        /** The peer proved to be somebody else (DTLS fingerprint) or broke the protocol. */
        PEER,
        /** The peer has not been heard of for too long. */
        TIMEOUT,
        /** No engine is running, or it has reached its limit; try again later. */
        UNAVAILABLE,
        /** The engine died under the room. */
        ENGINE_LOST,
        /** The room, participant or tap is closed. */
        CLOSED
    }

    private final Reason reason;

    public MediaException(Reason reason, String message) {
        this(reason, message, null);
    }

    public MediaException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    public Reason reason() {
        return reason;
    }
}
