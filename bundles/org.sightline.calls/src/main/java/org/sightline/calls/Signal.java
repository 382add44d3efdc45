package org.sightline.calls;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sightline.media.Kind;
import org.sightline.media.Slot;

/**
 * The messages between a participant and the platform, version 1. {@code docs/signalling.md} describes their JSON form.
 */
public sealed interface Signal {

    /** Sent by a participant. */
    sealed interface FromClient extends Signal {}

    /** Sent by the platform. */
    sealed interface FromServer extends Signal {}

    /** An SDP offer: the first, or a later one. */
    record Offer(String sdp) implements FromClient {}

    /** A candidate of the sender; from the platform, one of the engine's. */
    record Candidate(String candidate, String mid) implements FromClient, FromServer {}

    /** Which of the sender's own kinds are muted now. */
    record Mute(Set<Kind> kinds) implements FromClient {
        public Mute {
            kinds = Set.copyOf(kinds);
        }
    }

    /** The sender's answer to the consent question, or its withdrawal. */
    record ConsentGiven(boolean given) implements FromClient {}

    /** Pauses or resumes the recording. */
    record PauseRecording(boolean paused) implements FromClient {}

    /** Asks for a {@link Pong}. */
    record Ping(long n) implements FromClient {}

    /** The participant leaves for good. */
    record Bye() implements FromClient {}

    /** The technician ends the call for everyone. */
    record EndCall() implements FromClient {}

    /**
     * First signal of a connection.
     *
     * @param resumeToken secret with which the session is taken over after a lost connection
     * @param resumed whether media of the earlier connection are still up
     */
    record Welcome(
            CallId call,
            ParticipantId participant,
            ParticipantRole role,
            String resumeToken,
            boolean resumed,
            List<Peer> peers,
            CallState state,
            Recording recording,
            Consent consent)
            implements FromServer {}

    /** Another participant. @param name as the receiver may read it */
    record Peer(ParticipantId participant, ParticipantRole role, String name, Set<Kind> muted, boolean connected) {}

    record Answer(String sdp) implements FromServer {}

    /** The receiver must offer from a new peer connection: its media were lost on the platform's side. */
    record FreshOffer() implements FromServer {}

    /** See {@link org.sightline.media.ParticipantListener#slots}. */
    record Slots(List<Slot> slots, int missingAudio, int missingVideo) implements FromServer {}

    /** Somebody joined or changed. */
    record PeerChanged(Peer peer) implements FromServer {}

    record PeerLeft(ParticipantId participant) implements FromServer {}

    record StateChanged(CallState state) implements FromServer {}

    /**
     * Whether the call is being recorded.
     *
     * @param reason a stable code when unavailable: {@code no-store}, {@code no-key}, {@code disk-full},
     *     {@code recorder-failed}
     * @param recordedMillis how much has been recorded so far, pauses not counted
     * @param region where it is kept
     */
    record Recording(RecordingStatus status, Optional<String> reason, long recordedMillis, String region)
            implements FromServer {}

    record Pong(long n) implements FromServer {}

    /** A signal could not be handled. */
    record Problem(String code, String detail) implements FromServer {}

    /** The call is over. @param reason as {@link Call#endReason()} */
    record Ended(String reason) implements FromServer {}
}
