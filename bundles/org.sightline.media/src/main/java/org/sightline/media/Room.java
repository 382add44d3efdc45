package org.sightline.media;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** A set of participants who see and hear one another; it lives on one engine until it is closed. */
@ProviderType
public interface Room {

    String id();

    /** The name of the engine that serves this room, for example {@code sfu}. */
    String engine();

    /**
     * Admits a participant. It carries no media until its first {@link Participant#offer}.
     *
     * @param id unique in the room, never reused in it, at most 64 characters of {@code [A-Za-z0-9_-]}
     */
    CompletionStage<Participant> join(String id, ParticipantListener listener);

    /** The participants now in the room, in the order in which they joined. */
    List<Participant> participants();

    /** Ends every participant's media and every tap, then the room. Repeating it does nothing. */
    CompletionStage<Void> close();
}
