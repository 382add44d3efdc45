package org.sightline.media.sfu.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.sightline.media.Codec;
import org.sightline.media.Kind;
import org.sightline.media.MediaException;
import org.sightline.media.MediaException.Reason;
import org.sightline.media.Participant;
import org.sightline.media.ParticipantListener;
import org.sightline.media.Room;
import org.sightline.media.RoomListener;

/** A few participants, one lock: all packet work of the room is done under it. */
final class SfuRoom implements Room {
    /** A room speaks one video codec: the first of these that everyone has. */
    static final List<Codec> VIDEO_PREFERENCE = List.of(Codec.VP8, Codec.H264);

    private static final String ID_PATTERN = "[A-Za-z0-9_-]{1,64}";
    private static final int CEILING_TICKS = 10;

    private final Object lock = new Object();
    private final String id;
    private final Engine engine;
    private final RoomListener listener;
    private final int maxParticipants;
    private final Consumer<SfuRoom> onClose;
    private final Map<String, SfuParticipant> participants = new LinkedHashMap<>();
    private final Set<String> usedIds = new HashSet<>();
    private Optional<Codec> videoCodec = Optional.empty();
    private boolean closed;

    SfuRoom(String id, Engine engine, RoomListener listener, int maxParticipants, Consumer<SfuRoom> onClose) {
        this.id = id;
        this.engine = engine;
        this.listener = listener;
        this.maxParticipants = maxParticipants;
        this.onClose = onClose;
    }

    static boolean isId(String id) {
        return id != null && id.matches(ID_PATTERN);
    }

    Object lock() {
        return lock;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String engine() {
        return SfuMediaEngine.NAME;
    }

    @Override
    public CompletionStage<Participant> join(String participantId, ParticipantListener told) {
        if (!isId(participantId)) {
            return CompletableFuture.failedFuture(new IllegalArgumentException("the participant's id is malformed"));
        }
        synchronized (lock) {
            if (closed) {
                return refused(Reason.CLOSED, "the room is closed");
            }
            if (participants.size() >= maxParticipants) {
                return refused(Reason.UNAVAILABLE, "the room is full");
            }
            if (!usedIds.add(participantId)) {
                return CompletableFuture.failedFuture(
                        new IllegalArgumentException("the participant's id was used in this room before"));
            }
            SfuParticipant participant = new SfuParticipant(participantId, this, engine, told);
            participants.put(participantId, participant);
            return CompletableFuture.completedFuture(participant);
        }
    }

    private static CompletionStage<Participant> refused(Reason reason, String message) {
        return CompletableFuture.failedFuture(new MediaException(reason, message));
    }

    @Override
    public List<Participant> participants() {
        synchronized (lock) {
            return List.copyOf(participants.values());
        }
    }

    @Override
    public CompletionStage<Void> close() {
        end(Optional.empty());
        return CompletableFuture.completedFuture(null);
    }

    /** The engine cannot serve the room any longer. */
    void lose(MediaException cause) {
        if (end(Optional.of(cause))) {
            engine.events().post(() -> listener.lost(cause));
        }
    }

    private boolean end(Optional<MediaException> cause) {
        List<Connection> connections = new ArrayList<>();
        synchronized (lock) {
            if (closed) {
                return false;
            }
            closed = true;
            participants.values().forEach(participant -> connections.add(participant.end(cause)));
            participants.clear();
        }
        closeAll(connections);
        onClose.accept(this);
        return true;
    }

    /** Takes a participant out; the cause is told to its listener. */
    void remove(SfuParticipant participant, Optional<MediaException> cause) {
        Connection connection;
        synchronized (lock) {
            participants.remove(participant.id(), participant);
            connection = participant.end(cause);
            rewire();
        }
        if (connection != null) {
            connection.close();
        }
    }

    private static void closeAll(List<Connection> connections) {
        for (Connection connection : connections) {
            if (connection != null) {
                connection.close();
            }
        }
    }

    /** The codec that a participant with these gets; may switch the room's, which asks the others for new offers. */
    Optional<Codec> videoCodec(SfuParticipant asking, Set<Codec> supported) {
        if (supported.isEmpty()) {
            return Optional.empty();
        }
        List<SfuParticipant> others = participants.values().stream()
                .filter(other -> other != asking && !other.videoCodecs().isEmpty())
                .toList();
        Optional<Codec> common = VIDEO_PREFERENCE.stream()
                .filter(supported::contains)
                .filter(codec ->
                        others.stream().allMatch(other -> other.videoCodecs().contains(codec)))
                .findFirst();
        boolean keep = videoCodec.isPresent() && supported.contains(videoCodec.get()) && !others.isEmpty();
        boolean tapped =
                others.stream().anyMatch(other -> !other.uplink().taps().isEmpty());
        if (keep || common.isEmpty() || tapped && !common.equals(videoCodec)) {
            return videoCodec.filter(supported::contains);
        }
        if (!common.equals(videoCodec)) {
            videoCodec = common;
            others.forEach(SfuParticipant::wantOffer);
        }
        return common;
    }

    /** Gives every track a stream of every other participant, moving none that has one; the lock is held. */
    void rewire() {
        new Wiring(participants.values()).apply();
    }

    /** A participant's media flow from now on: everyone needs a keyframe; the lock is held. */
    void connected(SfuParticipant participant) {
        participant.uplink().wantKeyframes();
        participant.downlink().streams().forEach(OutgoingStream::wantKeyframe);
    }

    /** Does what is due. */
    void tick(long now, long tick) {
        Map<SfuParticipant, MediaException> gone = new LinkedHashMap<>();
        synchronized (lock) {
            for (SfuParticipant participant : participants.values()) {
                participant.tick(now, tick).ifPresent(cause -> gone.put(participant, cause));
            }
            if (tick % CEILING_TICKS == 0) {
                participants.values().forEach(SfuRoom::ceiling);
            }
        }
        gone.forEach((participant, cause) -> remove(participant, Optional.of(cause)));
    }

    /** The weakest subscriber's limit is the publisher's ceiling. */
    private static void ceiling(SfuParticipant publisher) {
        long ceiling = 0;
        for (IncomingTrack track : publisher.uplink().tracks()) {
            if (track.kind() == Kind.VIDEO) {
                for (OutgoingStream stream : track.subscribers()) {
                    long limit = stream.videoLimit();
                    ceiling = limit > 0 && (ceiling == 0 || limit < ceiling) ? limit : ceiling;
                }
            }
        }
        publisher.ceiling(ceiling);
    }

    int size() {
        synchronized (lock) {
            return participants.size();
        }
    }
}
