package org.sightline.signalling.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OutgoingTest {
    private final FakeWire wire = new FakeWire();
    private final Outgoing outgoing = new Outgoing(wire);

    @Test
    void messagesGoOneByOneAndInOrder() {
        wire.slow = true;
        outgoing.send("a", 0);
        outgoing.send("b", 0);
        assertEquals(List.of("a"), wire.sent);

        wire.taken(null);

        assertEquals(List.of("a", "b"), wire.sent);
    }

    @Test
    void closingWaitsForWhatWasSentBefore() {
        wire.slow = true;
        outgoing.send("a", 0);
        outgoing.send("b", 0);
        outgoing.close(CloseCode.CALL_ENDED, 0);
        outgoing.send("too late", 0);

        wire.taken(null);
        assertTrue(wire.closed.isEmpty());
        wire.taken(null);

        assertEquals(Optional.of(CloseCode.CALL_ENDED), wire.closed);
        assertEquals(List.of("a", "b"), wire.sent);
    }

    @Test
    void aPageThatTakesNothingIsCutOffBeforeTheQueueGrowsOverItsBound() {
        wire.slow = true;
        for (int i = 0; i < 257; i++) {
            outgoing.send("x", 0);
            assertTrue(wire.closed.isEmpty());
        }

        outgoing.send("one too many", 0);

        assertEquals(Optional.of(CloseCode.TOO_SLOW), wire.closed);
        outgoing.send("x", 0);
        outgoing.close(CloseCode.NORMAL, 0);
    }

    @Test
    void largeMessagesAreBoundedByTheirSize() {
        wire.slow = true;
        String large = "x".repeat(600_000);
        outgoing.send(large, 0);
        outgoing.send(large, 0);
        assertTrue(wire.closed.isEmpty());

        outgoing.send(large, 0);

        assertEquals(Optional.of(CloseCode.TOO_SLOW), wire.closed);
    }

    @Test
    void aMessageThatCannotBeSentEndsTheConnection() {
        wire.slow = true;
        outgoing.send("a", 0);
        outgoing.send("b", 0);

        wire.taken(new IOException("broken pipe"));

        assertEquals(Optional.of(CloseCode.BROKEN), wire.closed);
        assertEquals(List.of("a"), wire.sent);
    }

    @Test
    void cuttingOffDoesNotWait() {
        wire.slow = true;
        outgoing.send("a", 7);
        assertEquals(Optional.of(7L), outgoing.sendingSince());

        outgoing.cutOff(CloseCode.FLOOD);
        wire.taken(null);

        assertEquals(Optional.of(CloseCode.FLOOD), wire.closed);
        assertEquals(Optional.empty(), outgoing.sendingSince());
    }
}
