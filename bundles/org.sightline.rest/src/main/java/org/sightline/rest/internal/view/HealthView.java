package org.sightline.rest.internal.view;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** Whether the platform can hold and record a call. */
@Schema(name = "Health")
public record HealthView(boolean ready, List<Check> checks) {

    /** One part of it. */
    @Schema(name = "HealthCheck")
    public record Check(String name, boolean ready, String message) {}
}
