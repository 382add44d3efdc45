package org.sightline.media;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** Opens rooms on the media engine that the platform is configured to use. */
@ProviderType
public interface Rooms {

    /**
     * Opens an empty room.
     *
     * @param id the caller's own name for the room, unique among open rooms, at most 64 characters of {@code [A-Za-z0-9_-]}
     * @param listener told what becomes of the room
     * @return the room; completes exceptionally with {@link MediaException} if no engine is available or the engine
     *     refuses
     */
    CompletionStage<Room> open(String id, RoomListener listener);

    /** The names of the engines that are running, the one used for new rooms first. */
    List<String> engines();
}
