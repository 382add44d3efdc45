package org.sightline.media;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** A running copy of a participant's media. */
@ProviderType
public interface Tap {

    /** Stops copying until {@link #resume()}; the participants still see and hear one another. */
    CompletionStage<Void> pause();

    CompletionStage<Void> resume();

    /** Ends the copy; the sink is told {@link TapSink#ended}. Repeating it does nothing. */
    CompletionStage<Void> close();
}
