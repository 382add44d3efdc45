package org.sightline.access;

import java.util.List;

/** The outcome of a request and every vote that led to it. */
public record Decision(boolean permitted, String reason, List<Vote> votes) {
    public Decision {
        votes = List.copyOf(votes);
    }
}
