package org.sightline.media.sfu.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sightline.media.Codec;
import org.sightline.media.ConnectionStats;
import org.sightline.media.Kind;
import org.sightline.media.MediaException;
import org.sightline.media.MediaException.Reason;
import org.sightline.media.Participant;
import org.sightline.media.ParticipantListener;
import org.sightline.media.Slot;
import org.sightline.media.Tap;
import org.sightline.media.TapSink;
import org.sightline.media.webrtc.rtp.Packet;
import org.sightline.media.webrtc.rtp.Rtcp;
import org.sightline.media.webrtc.sdp.Candidate;
import org.sightline.media.webrtc.sdp.IceCredentials;
import org.sightline.media.webrtc.sdp.SdpException;

/** One person's place in a room: negotiates, and joins transport, uplink and downlink. Guarded by the room's lock. */
final class SfuParticipant implements Participant, Connection.Media {
    private final String id;
    private final SfuRoom room;
    private final Engine engine;
    private final ParticipantListener listener;
    private final Uplink uplink;
    private final Downlink downlink = new Downlink(this);
    private final Liveness liveness = new Liveness();
    private final Reporter reports;
    private final FeedbackReader feedback;
    private final String session;
    private final int reporter;
    private long version;
    private Connection connection;
    private Negotiation negotiated;
    private IceCredentials credentials;
    private Set<Codec> videoCodecs = Set.of();
    private List<Slot> toldSlots;
    private int toldMissing;
    private boolean left;

    SfuParticipant(String id, SfuRoom room, Engine engine, ParticipantListener listener) {
        this.id = id;
        this.room = room;
        this.engine = engine;
        this.listener = listener;
        uplink = new Uplink(this, new Taps(room.lock(), engine.events()));
        reports = new Reporter(uplink);
        feedback = new FeedbackReader(uplink, downlink);
        session = Long.toString(engine.random().nextLong() >>> 2);
        reporter = engine.random().nextInt();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public CompletionStage<String> offer(String sdp) {
        try {
            Negotiation negotiation = new Negotiation(sdp);
            String answer;
            synchronized (room.lock()) {
                if (left) {
                    throw new MediaException(Reason.CLOSED, "the participant has left");
                }
                if (isAnotherPage(negotiation) && !uplink.taps().isEmpty()) {
                    throw new MediaException(
                            Reason.FRESH_OFFER_NEEDED,
                            "the page is another one than the one that is tapped: join anew");
                }
                Set<Codec> codecs = negotiation.videoCodecs();
                negotiation.agree(room.videoCodec(this, codecs));
                videoCodecs = codecs;
                transport(negotiation);
                uplink.negotiated(negotiation.agreements());
                downlink.negotiated(negotiation.agreements(), engine.random());
                negotiated = negotiation;
                room.rewire();
                answer = negotiation
                        .answer(
                                session,
                                ++version,
                                credentials,
                                engine.identity().fingerprint(),
                                engine.candidates(),
                                agreement -> downlink.stream(agreement.section().mid()))
                        .toString();
            }
            uplink.taps().startPending();
            return CompletableFuture.completedFuture(answer);
        } catch (MediaException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private boolean isAnotherPage(Negotiation negotiation) {
        return negotiated != null && !negotiated.fingerprint().equals(negotiation.fingerprint());
    }

    /** The first offer opens a connection; changed ICE credentials restart it; another certificate replaces it. */
    private void transport(Negotiation negotiation) {
        if (negotiated == null || isAnotherPage(negotiation)) {
            Connection former = connection;
            if (former != null) {
                uplink.clear();
                downlink.clear();
                former.close();
            }
            credentials = IceCredentials.random(engine.random());
            connection = new Connection(
                    room.lock(),
                    engine.switchboard(),
                    engine.handshakes(),
                    engine.identity(),
                    negotiation.fingerprint(),
                    credentials,
                    this);
            liveness.opened(System.nanoTime());
        } else if (!negotiated.ice().equals(negotiation.ice())) {
            credentials = IceCredentials.random(engine.random());
            connection.restart(credentials);
        }
    }

    @Override
    public CompletionStage<Void> candidate(String candidate, String mid) {
        try {
            if (!candidate.isEmpty()) { // the end-of-candidates mark of browsers
                Candidate.parse(candidate);
            }
            return CompletableFuture.completedFuture(null); // an ICE-lite agent learns addresses from checks
        } catch (SdpException e) {
            return CompletableFuture.failedFuture(new MediaException(Reason.BAD_CANDIDATE, e.getMessage(), e));
        }
    }

    @Override
    public CompletionStage<Void> muted(Set<Kind> kinds) {
        synchronized (room.lock()) {
            uplink.mute(Set.copyOf(kinds));
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Tap> tap(TapSink sink) {
        return uplink.taps().open(sink);
    }

    @Override
    public ConnectionStats stats() {
        synchronized (room.lock()) {
            if (connection == null || !connection.isUp()) {
                return ConnectionStats.NONE;
            }
            long received = 0;
            long lost = 0;
            for (IncomingTrack track : uplink.tracks()) {
                received += track.received();
                lost += track.lost();
            }
            return new ConnectionStats(
                    received,
                    downlink.sent(),
                    lost,
                    connection.rejected(),
                    feedback.roundTripMillis(),
                    downlink.estimate().limit());
        }
    }

    @Override
    public CompletionStage<Void> leave() {
        room.remove(this, Optional.empty());
        return CompletableFuture.completedFuture(null);
    }

    /** Ends the place; the room's lock is held. Returns the connection to close without it, or null. */
    Connection end(Optional<MediaException> cause) {
        if (left) {
            return null;
        }
        left = true;
        uplink.taps().close(cause);
        uplink.clear();
        downlink.clear();
        cause.ifPresent(reason -> engine.events().post(() -> listener.ended(reason)));
        return connection;
    }

    @Override
    public void connected() {
        liveness.connected();
        engine.events().post(listener::connected);
        room.connected(this);
    }

    @Override
    public void moved() {
        downlink.estimate().reset();
        uplink.moved();
        downlink.streams().forEach(OutgoingStream::wantKeyframe);
        engine.events().post(listener::connected);
    }

    @Override
    public void rtp(Packet packet, long now) {
        uplink.rtp(packet, now);
        if (uplink.isCrowded()) {
            reports.feedback();
        }
    }

    @Override
    public void rtcp(Packet packet, long now) {
        feedback.begin(now);
        if (!Rtcp.read(packet, feedback)) {
            engine.switchboard().reject();
        }
    }

    @Override
    public void broken(MediaException cause) {
        room.remove(this, Optional.of(cause));
    }

    @Override
    public void closed() {
        liveness.closed(System.nanoTime());
    }

    /** Does what is due; the room's lock is held. Returns why the participant must be ended, if it must. */
    Optional<MediaException> tick(long now, long tick) {
        if (connection == null) {
            return Optional.empty();
        }
        switch (liveness.judge(connection, now)) {
            case FELL_SILENT -> engine.events().post(listener::silent);
            case RETURNED -> moved();
            case GONE -> {
                return Optional.of(new MediaException(Reason.TIMEOUT, "nothing was heard for too long"));
            }
            default -> {}
        }
        if (connection.isUp()) {
            reports.tick(now, tick);
        }
        return Optional.empty();
    }

    /** Tells the publisher a new ceiling at once; the room's lock is held. */
    void ceiling(long bitsPerSecond) {
        if (connection != null && connection.isUp() && uplink.ceiling(bitsPerSecond)) {
            reports.ceiling();
        }
    }

    /** Tells the slots if they have changed; the room's lock is held. */
    void tellSlots(int missingAudio, int missingVideo) {
        if (negotiated == null) {
            return;
        }
        List<Slot> slots = downlink.streams().stream()
                .map(stream -> new Slot(
                        stream.mid(),
                        stream.kind(),
                        stream.source() == null ? "" : stream.source().owner().id()))
                .toList();
        int missing = missingAudio << 16 | missingVideo;
        if (!slots.equals(toldSlots) || missing != toldMissing) {
            toldSlots = slots;
            toldMissing = missing;
            engine.events().post(() -> listener.slots(slots, missingAudio, missingVideo));
        }
    }

    /** Asks the participant's side to offer again; the room's lock is held. */
    void wantOffer() {
        engine.events().post(listener::offerWanted);
    }

    boolean hasOffered() {
        return negotiated != null;
    }

    Set<Codec> videoCodecs() {
        return videoCodecs;
    }

    Connection connection() {
        return connection;
    }

    /** The SSRC under which the engine reports to this participant. */
    int reporter() {
        return reporter;
    }

    Uplink uplink() {
        return uplink;
    }

    Downlink downlink() {
        return downlink;
    }
}
