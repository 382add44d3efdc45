package org.sightline.calls.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sightline.calls.CallSessions.CallSession;
import org.sightline.calls.CallSessions.Closing;
import org.sightline.calls.CallSessions.SignalSink;
import org.sightline.calls.RecordingStatus;
import org.sightline.calls.Signal;

/** A page in a call: what it was sent, and ways to answer. */
final class Page implements SignalSink {
    final List<Signal.FromServer> received = new ArrayList<>();
    Optional<Closing> closed = Optional.empty();
    private final CallHouse house;
    private CallSession session;

    private Page(CallHouse house) {
        this.house = house;
    }

    static Page joined(CallHouse house, String ticket) {
        Page page = new Page(house);
        page.session = house.sessions.open(ticket, page);
        return page;
    }

    /** A new connection of the same page. */
    Page resumed() {
        Page page = new Page(house);
        page.session = house.sessions.resume(welcome().resumeToken(), page);
        return page;
    }

    @Override
    public void send(Signal.FromServer signal) {
        if (closed.isPresent()) {
            throw new AssertionError("sent after close: " + signal.getClass());
        }
        received.add(signal);
    }

    @Override
    public void close(Closing why) {
        closed = Optional.of(why);
    }

    void sends(Signal.FromClient signal) {
        session.receive(signal);
    }

    void consents(boolean given) {
        sends(new Signal.ConsentGiven(given));
    }

    void offers() {
        sends(new Signal.Offer("v=0"));
    }

    void connectMedia() {
        offers();
        engine().events.connected();
    }

    void loses() {
        session.disconnected(false);
    }

    void goes() {
        session.disconnected(true);
    }

    Signal.Welcome welcome() {
        return (Signal.Welcome) received.get(0);
    }

    String id() {
        return welcome().participant().value();
    }

    FakeRooms.FakeParticipant engine() {
        return house.rooms.room().of(id());
    }

    <T extends Signal.FromServer> List<T> all(Class<T> type) {
        return received.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <T extends Signal.FromServer> T last(Class<T> type) {
        List<T> all = all(type);
        if (all.isEmpty()) {
            throw new AssertionError("no " + type.getSimpleName() + " among " + received.size() + " signals");
        }
        return all.get(all.size() - 1);
    }

    /** What the page shows about the recording now. */
    RecordingStatus recording() {
        List<Signal.Recording> all = all(Signal.Recording.class);
        return all.isEmpty()
                ? welcome().recording().status()
                : all.get(all.size() - 1).status();
    }

    Optional<String> recordingReason() {
        return last(Signal.Recording.class).reason();
    }

    List<String> problems() {
        return all(Signal.Problem.class).stream().map(Signal.Problem::code).toList();
    }
}
