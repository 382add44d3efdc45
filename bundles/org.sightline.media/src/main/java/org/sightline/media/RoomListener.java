package org.sightline.media;

import org.osgi.annotation.versioning.ConsumerType;

/** Told what becomes of a room. Called on an engine thread: return at once. */
@ConsumerType
public interface RoomListener {

    /**
     * The engine can no longer serve the room (a media server died, the engine's bundle stopped). Its participants and
     * taps have ended; whoever owns the room may open another and ask the participants to offer anew.
     */
    void lost(MediaException cause);
}
