package org.sightline.media;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Told what becomes of a participant. Called on an engine thread: return at once. */
@ConsumerType
public interface ParticipantListener {

    /** A local ICE candidate found after the answer (value after {@code a=candidate:}), to be passed to the other side. */
    default void candidate(String candidate, String mid) {}

    /** Media can flow: ICE and DTLS are up. Told again after an ICE restart or a change of the remote address. */
    void connected();

    /**
     * Nothing has been received for {@code LIVENESS_SECONDS}, or the peer has closed its connection. Media resume by
     * themselves if the peer is heard again, or with an offer from a new peer connection; otherwise {@link #ended} follows.
     */
    void silent();

    /** The connection is over; the participant has left the room. */
    void ended(MediaException cause);

    /**
     * Which remote participant each receiving media section carries now, and how many more sections are needed to carry
     * everyone. When {@code missing} is above zero the participant's side adds transceivers and offers again.
     */
    void slots(List<Slot> slots, int missingAudio, int missingVideo);

    /**
     * The engine needs a new offer from the participant's side although no section is missing, for example because
     * someone joined who does not have the room's video codec.
     */
    default void offerWanted() {}

    /** Seconds without a packet after which {@link #silent()} is told. */
    int LIVENESS_SECONDS = 5;
}
