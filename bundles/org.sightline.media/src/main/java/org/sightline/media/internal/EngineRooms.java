package org.sightline.media.internal;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.FieldOption;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.sightline.media.MediaException;
import org.sightline.media.Room;
import org.sightline.media.RoomListener;
import org.sightline.media.Rooms;
import org.sightline.media.spi.MediaEngine;

/** Opens each room on the configured engine, or on the one of highest ranking. */
@Component(configurationPid = "org.sightline.media")
@Designate(ocd = EngineRooms.Config.class)
public final class EngineRooms implements Rooms {

    @ObjectClassDefinition(
            name = "%media.name",
            description = "%media.description",
            localization = "OSGI-INF/l10n/media")
    @interface Config {
        @AttributeDefinition(name = "%engine.name", description = "%engine.description")
        String engine() default "";
    }

    /** Sorted by descending ranking: Declarative Services replaces the list on each change. */
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            fieldOption = FieldOption.REPLACE)
    private volatile List<MediaEngine> engines = List.of();

    private final String preferred;

    @Activate
    public EngineRooms(Config config) {
        preferred = config.engine();
    }

    @Override
    public CompletionStage<Room> open(String id, RoomListener listener) {
        List<MediaEngine> running = preferredFirst();
        if (running.isEmpty()) {
            return CompletableFuture.failedFuture(
                    new MediaException(MediaException.Reason.UNAVAILABLE, "no media engine is running"));
        }
        return running.get(0).open(id, listener);
    }

    @Override
    public List<String> engines() {
        return preferredFirst().stream().map(MediaEngine::name).toList();
    }

    private List<MediaEngine> preferredFirst() {
        List<MediaEngine> ascending = engines;
        List<MediaEngine> running = new java.util.ArrayList<>(ascending);
        java.util.Collections.reverse(running); // Declarative Services sorts by ascending ranking
        running.sort(java.util.Comparator.comparing(engine -> !engine.name().equals(preferred)));
        return List.copyOf(running);
    }
}
