package org.sightline.media;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One person's connection to a room.
 *
 * <p>The participant's own side always offers (JSEP, RFC 8829); the engine answers. Every step is asynchronous because
 * the engine may be a remote server.
 */
@ProviderType
public interface Participant {

    String id();

    /**
     * Applies an SDP offer and answers it. Used for the first offer, for later ones (more media sections, another
     * codec order) and for an ICE restart, which the engine recognises by changed ICE credentials (RFC 8839 §4.4.1.1.1).
     *
     * @param sdp an RFC 8866 session description, at most 64 KiB
     * @return the answer; completes exceptionally with {@link MediaException}: {@code BAD_OFFER} if the offer cannot be
     *     used, {@code FRESH_OFFER_NEEDED} if the engine cannot renegotiate the connection in place and the
     *     participant's side must offer from a new peer connection
     */
    CompletionStage<String> offer(String sdp);

    /**
     * Adds a remote ICE candidate (RFC 8839 §5.1, the value after {@code a=candidate:}). An engine that needs none
     * ignores it. A malformed one fails with {@code BAD_CANDIDATE} and changes nothing.
     */
    CompletionStage<Void> candidate(String candidate, String mid);

    /** Stops or resumes relaying this participant's media of these kinds to anyone, taps included. */
    CompletionStage<Void> muted(Set<Kind> kinds);

    /**
     * Copies this participant's media to a sink, from the next keyframe on. The tracks are those of the participant's
     * last offer; before its first one the tap waits.
     *
     * @return the tap, once the sink has been told its form; fails with {@code CLOSED} if the participant leaves before
     */
    CompletionStage<Tap> tap(TapSink sink);

    /** What the connection looks like now; all zero before media flows. */
    ConnectionStats stats();

    /** Takes the participant out of the room and ends its taps. Repeating it does nothing. */
    CompletionStage<Void> leave();
}
