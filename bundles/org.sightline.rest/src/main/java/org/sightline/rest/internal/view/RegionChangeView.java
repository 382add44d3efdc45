package org.sightline.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.sightline.storage.RegionChange;

/**
 * A change of the workspace's region.
 *
 * @param requestedByName the user's name as it is now, if it was a user
 * @param bytesPerSecond the most that is copied in a second; 0: as fast as it goes
 * @param message what it does now, or what holds it back
 * @param reported whether there is a report
 */
@Schema(name = "RegionChange")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RegionChangeView(
        String id,
        String from,
        String to,
        String requestedBy,
        String requestedByName,

        @Schema(allowableValues = {"running", "paused", "done", "superseded"})
        String state,

        AmountView total,
        AmountView moved,
        long bytesPerSecond,
        String message,
        Instant startedAt,
        Instant endedAt,
        boolean reported) {

    public static RegionChangeView of(RegionChange change, String requestedByName) {
        return new RegionChangeView(
                change.id().value(),
                change.from(),
                change.to(),
                change.requestedBy(),
                requestedByName,
                Lower.text(change.state()),
                AmountView.of(change.total()),
                AmountView.of(change.moved()),
                change.bytesPerSecond(),
                change.message(),
                change.startedAt(),
                change.endedAt().orElse(null),
                change.report().isPresent());
    }
}
