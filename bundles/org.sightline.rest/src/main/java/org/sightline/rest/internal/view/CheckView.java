package org.sightline.rest.internal.view;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.sightline.recording.Check;

/** What the last check of a stored recording found. */
@Schema(name = "RecordingCheck")
public record CheckView(Instant at, boolean intact, String message) {

    static CheckView of(Check check) {
        return new CheckView(check.at(), check.intact(), check.message());
    }
}
