package org.sightline.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.sightline.calls.Call;

/**
 * A call.
 *
 * @param recordings ids of its recordings
 */
@Schema(name = "Call")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CallView(
        String id,
        String customerName,
        PersonView technician,

        @Schema(allowableValues = {"created", "ringing", "live", "ended"})
        String state,

        Instant createdAt,
        Instant liveAt,
        Instant endedAt,
        String endReason,
        List<String> recordings) {

    public static CallView of(Call call, List<String> recordings) {
        return new CallView(
                call.id().value(),
                call.customerName(),
                PersonView.technician(call),
                Lower.text(call.state()),
                call.createdAt(),
                call.liveAt().orElse(null),
                call.endedAt().orElse(null),
                call.endReason().orElse(null),
                recordings);
    }
}
