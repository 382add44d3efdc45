package org.sightline.media;

import java.util.Objects;

/**
 * A receiving media section of a participant and whose media it carries.
 *
 * @param mid the section's identification tag (RFC 5888)
 * @param participant the id of the remote participant, or the empty string when the section is spare
 */
public record Slot(String mid, Kind kind, String participant) {
    public Slot {
        Objects.requireNonNull(mid, "mid");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(participant, "participant");
    }
}
