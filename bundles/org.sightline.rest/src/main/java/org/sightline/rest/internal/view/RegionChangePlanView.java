package org.sightline.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import org.sightline.storage.RegionChanges.Plan;

/**
 * What a change of region would move.
 *
 * @param recording how many recordings are being made or wait on the spool: they follow when they are ready
 * @param estimateSeconds left out if it cannot be told
 */
@Schema(name = "RegionChangePlan")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RegionChangePlanView(String from, String to, AmountView amount, int recording, Long estimateSeconds) {

    public static RegionChangePlanView of(Plan plan) {
        return new RegionChangePlanView(
                plan.from(),
                plan.to(),
                AmountView.of(plan.amount()),
                plan.recording(),
                plan.estimate().map(Duration::toSeconds).orElse(null));
    }
}
