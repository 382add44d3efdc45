package org.sightline.calls;

/** Whether a call is being recorded, as both sides are shown it. */
public enum RecordingStatus {
    /** Not everyone has been asked, or not everyone is here. */
    WAITING_FOR_CONSENT,
    RECORDING,
    PAUSED,
    /** Somebody refused or withdrew; the call goes on. */
    REFUSED,
    /** It cannot be recorded: no store in the region, no key, a full disk; the call goes on. */
    UNAVAILABLE,
    /** The call is over. */
    STOPPED
}
