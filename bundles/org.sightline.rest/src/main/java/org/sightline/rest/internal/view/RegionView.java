package org.sightline.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.sightline.storage.Storage;

/** A region and the backends that serve it. */
@Schema(name = "Region")
public record RegionView(String name, List<BackendView> backends, boolean ready, String message) {

    public static RegionView of(Storage.Region region) {
        return new RegionView(
                region.name(),
                region.backends().stream().map(BackendView::of).toList(),
                region.ready(),
                region.message());
    }

    /**
     * A backend of a region.
     *
     * @param used false if it is refused because its name is another's
     * @param freeBytes left out if it has no limit
     */
    @Schema(name = "Backend")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record BackendView(String name, boolean used, boolean ready, Long freeBytes, String message) {

        static BackendView of(Storage.Backend backend) {
            boolean limited = backend.freeBytes() != Long.MAX_VALUE;
            return new BackendView(
                    backend.name(),
                    backend.used(),
                    backend.ready(),
                    limited ? backend.freeBytes() : null,
                    backend.message());
        }
    }
}
