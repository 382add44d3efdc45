package org.sightline.calls;

/** A participant's answer to the question whether the call may be recorded. */
public enum Consent {
    UNDECIDED,
    GIVEN,
    REFUSED,
    WITHDRAWN
}
