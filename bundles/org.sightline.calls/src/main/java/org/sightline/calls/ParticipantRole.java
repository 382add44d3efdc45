package org.sightline.calls;

/** Which side of a call somebody is on. */
public enum ParticipantRole {
    TECHNICIAN,
    CUSTOMER
}
