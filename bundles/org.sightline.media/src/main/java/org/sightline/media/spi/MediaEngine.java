package org.sightline.media.spi;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;
import org.sightline.media.Room;
import org.sightline.media.RoomListener;

/**
 * Relays media between the participants of rooms. An engine knows no workspaces, users or recordings.
 *
 * <p>Register it as a service; the engine with the highest {@code service.ranking} serves new rooms unless the platform
 * is configured otherwise. When it is unregistered it ends its rooms with {@code ENGINE_LOST}.
 */
@ConsumerType
public interface MediaEngine {

    /** A short, stable name, for example {@code sfu}. */
    String name();

    /** See {@link org.sightline.media.Rooms#open}. */
    CompletionStage<Room> open(String id, RoomListener listener);

    /** Whether a room can be opened now; the message says what is wrong. */
    Health health();

    /**
     * The engine's condition.
     *
     * @param message one line for the administrator
     */
    record Health(boolean ready, int rooms, int participants, String message) {}
}
