package org.sightline.rest.internal.view;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.sightline.storage.Storage;

/** A region and the backends that serve it. */
@Schema(name = "Region")
public record RegionView(String name, List<String> backends, boolean ready, String message) {

    public static RegionView of(Storage.Region region) {
        return new RegionView(region.name(),
                region.backends().stream().map(Storage.Backend::name).toList(),
                region.ready(), region.message());
    }
}
