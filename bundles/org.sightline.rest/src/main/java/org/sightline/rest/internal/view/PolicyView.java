package org.sightline.rest.internal.view;

import io.swagger.v3.oas.annotations.media.Schema;
import org.sightline.access.PolicyHealth;

/** An access policy; while one is not voting as it should, it refuses every request. */
@Schema(name = "AccessPolicy")
public record PolicyView(
        String name,

        @Schema(allowableValues = {"voting", "slow", "failing", "missing"})
        String state,

        boolean required) {

    public static PolicyView of(PolicyHealth health) {
        return new PolicyView(health.name(), Lower.text(health.state()), health.required());
    }
}
