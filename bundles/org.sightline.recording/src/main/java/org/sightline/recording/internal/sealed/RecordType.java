package org.sightline.recording.internal.sealed;

import java.util.Optional;

/** The types of sealed records. Codes are part of the format. */
enum RecordType {
    /** Begins an epoch: its body is the epoch's salt, in the clear but authenticated. */
    EPOCH(1),
    /** What recovery needs to make a head if none was written; the last one counts. */
    DRAFT(2),
    /** Bytes of the content after its head, in order. */
    DATA(3),
    /** The content's head, written when everything about it is known. */
    HEAD(4),
    /** Type and length of every record before the first of these. */
    INDEX(5),
    /** The end. */
    FINAL(6);

    private final int code;

    RecordType(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Optional<RecordType> of(int code) {
        return code >= 1 && code <= values().length ? Optional.of(values()[code - 1]) : Optional.empty();
    }
}
