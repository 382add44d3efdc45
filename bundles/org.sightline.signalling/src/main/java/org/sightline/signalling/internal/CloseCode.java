package org.sightline.signalling.internal;

/** How the platform closes a connection: {@code docs/signalling.md} says what a page does then. */
enum CloseCode {
    NORMAL(1000, "left"),
    NOT_TEXT(1003, "text messages only"),
    BROKEN(1011, "the platform failed"),
    RESTARTING(1012, "the platform restarts"),
    TOO_SLOW(1013, "the connection is too slow"),
    UNAUTHENTICATED(4401, "no valid ticket or token"),
    FORBIDDEN(4403, "not admitted"),
    IDLE(4408, "nothing heard for too long"),
    TAKEN_OVER(4409, "taken over by another connection"),
    CALL_ENDED(4410, "the call has ended"),
    FLOOD(4429, "too many messages");

    private final int code;
    private final String reason;

    CloseCode(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    int code() {
        return code;
    }

    String reason() {
        return reason;
    }
}
