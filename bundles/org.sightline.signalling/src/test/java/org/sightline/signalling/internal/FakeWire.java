package org.sightline.signalling.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A WebSocket in memory, whose page takes messages at once or only when the test says so. */
final class FakeWire implements Wire {
    final List<String> sent = new ArrayList<>();
    Optional<CloseCode> closed = Optional.empty();
    boolean slow;
    private Optional<Consumer<Throwable>> underWay = Optional.empty();

    @Override
    public void send(String text, Consumer<Throwable> done) {
        sent.add(text);
        if (slow) {
            underWay = Optional.of(done);
        } else {
            done.accept(null);
        }
    }

    /** The page has taken the message that is under way, or it could not be sent. */
    void taken(Throwable failure) {
        Consumer<Throwable> done = underWay.orElseThrow();
        underWay = Optional.empty();
        done.accept(failure);
    }

    @Override
    public void close(CloseCode code) {
        if (closed.isPresent()) {
            throw new AssertionError("closed twice");
        }
        closed = Optional.of(code);
    }
}
