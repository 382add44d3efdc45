package org.sightline.signalling.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sightline.calls.CallException;
import org.sightline.calls.CallSessions;
import org.sightline.calls.Signal;

final class ConnectionTest {
    private static final String HELLO = "{\"type\":\"hello\",\"v\":1,\"ticket\":\"t1\"}";
    private static final String PING = "{\"type\":\"ping\",\"n\":1}";

    private final FakeWire wire = new FakeWire();
    private final FakeCalls calls = new FakeCalls();
    private long now = 1_000_000;
    private final Connection page = new Connection(calls, new SignalReader(), new SignalWriter(), wire, () -> now);

    @Test
    void aTicketOpensASessionAndSignalsGoBothWays() {
        page.message(HELLO);
        page.message(PING);
        page.send(new Signal.Pong(1));

        assertEquals(List.of("open t1"), calls.asked);
        assertEquals(List.of(new Signal.Ping(1)), calls.received);
        assertEquals(List.of("{\"type\":\"pong\",\"n\":1}"), wire.sent);
    }

    @Test
    void aTokenTakesASessionOver() {
        page.message("{\"type\":\"resume\",\"v\":1,\"token\":\"r1\"}");

        assertEquals(List.of("resume r1"), calls.asked);
    }

    @ParameterizedTest
    @CsvSource({
        "ticket-invalid, UNAUTHENTICATED",
        "call-ended, CALL_ENDED",
        "call-full, FORBIDDEN",
        "audit-unavailable, FORBIDDEN"
    })
    void aRefusedTicketClosesWithAReason(String code, CloseCode close) {
        calls.refusal = Optional.of(code);

        page.message(HELLO);
        page.message(HELLO);

        assertEquals(1, calls.asked.size());
        assertTrue(wire.sent.get(0).contains("\"code\":\"" + code + "\""));
        assertEquals(Optional.of(close), wire.closed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"{\"type\":\"ping\",\"n\":1}", "nonsense", "{\"type\":\"hello\",\"v\":1}"})
    void anythingElseFirstClosesTheConnection(String first) {
        page.message(first);

        assertEquals(Optional.of(CloseCode.UNAUTHENTICATED), wire.closed);
        assertTrue(calls.asked.isEmpty());
        assertTrue(calls.received.isEmpty());
    }

    @Test
    void silenceAtFirstClosesTheConnectionAfter5Seconds() {
        pass(Duration.ofSeconds(5));
        page.check();
        assertTrue(wire.closed.isEmpty());

        pass(Duration.ofMillis(1));
        page.check();

        assertEquals(Optional.of(CloseCode.UNAUTHENTICATED), wire.closed);
    }

    @Test
    void badMessagesAreProblemsAndTheSessionGoesOn() {
        page.message(HELLO);
        page.message("{\"type\":\"ping\"}");
        page.message(HELLO);
        calls.refusal = Optional.of("bad-offer");
        page.message("{\"type\":\"offer\",\"sdp\":\"\"}");
        calls.refusal = Optional.empty();
        page.message(PING);

        assertEquals(3, wire.sent.size());
        assertTrue(wire.sent.get(0).contains("bad-signal"));
        assertTrue(wire.sent.get(1).contains("bad-signal"));
        assertTrue(wire.sent.get(2).contains("bad-offer"));
        assertEquals(1, calls.received.size());
        assertEquals(1, calls.asked.size());
    }

    @Test
    void aFloodWithinASecondCutsThePageOff() {
        page.message(HELLO);
        for (int i = 0; i < 49; i++) {
            page.message(PING);
        }
        assertTrue(wire.closed.isEmpty());

        page.message(PING);
        page.message(PING);

        assertEquals(Optional.of(CloseCode.FLOOD), wire.closed);
        assertEquals(49, calls.received.size());
    }

    @Test
    void aSteadyFloodCutsThePageOffWithinTheMinute() {
        page.message(HELLO);
        for (int second = 0; second < 25 && wire.closed.isEmpty(); second++) {
            for (int i = 0; i < 45; i++) {
                page.message(PING);
            }
            pass(Duration.ofSeconds(1));
        }

        assertEquals(Optional.of(CloseCode.FLOOD), wire.closed);
        assertEquals(999, calls.received.size());
    }

    @Test
    void ordinaryTalkIsNoFlood() {
        page.message(HELLO);
        for (int second = 0; second < 300; second++) {
            for (int i = 0; i < 10; i++) {
                page.message(PING);
            }
            page.check();
            pass(Duration.ofSeconds(1));
        }

        assertTrue(wire.closed.isEmpty());
    }

    @Test
    void aPageOfWhichNothingIsHeardIsLostNotGone() {
        page.message(HELLO);
        pass(Duration.ofSeconds(91));

        page.check();

        assertEquals(Optional.of(CloseCode.IDLE), wire.closed);
    }

    @Test
    void aPageThatTakesNothingForTooLongIsCutOff() {
        page.message(HELLO);
        wire.slow = true;
        page.send(new Signal.Pong(1));
        pass(Duration.ofSeconds(16));

        page.check();

        assertEquals(Optional.of(CloseCode.TOO_SLOW), wire.closed);
    }

    @Test
    void theSessionHearsHowTheConnectionWent() {
        page.closed(true);
        assertTrue(calls.disconnected.isEmpty());
        page.message(HELLO);

        page.closed(false);
        page.closed(true);

        assertEquals(List.of(false, true), calls.disconnected);
    }

    @ParameterizedTest
    @CsvSource({"LEFT, NORMAL", "CALL_ENDED, CALL_ENDED", "TAKEN_OVER, TAKEN_OVER", "ACCESS_ENDED, FORBIDDEN"})
    void thePlatformClosesWithTheCodeOfTheDocument(CallSessions.Closing why, CloseCode code) {
        page.message(HELLO);

        page.close(why);

        assertEquals(Optional.of(code), wire.closed);
    }

    @Test
    void aFailureOfThePlatformClosesTheConnection() {
        calls.broken = true;

        page.message(HELLO);

        assertEquals(Optional.of(CloseCode.BROKEN), wire.closed);
    }

    @Test
    void bytesAreNoMessage() {
        page.notText();
        page.message(HELLO);

        assertEquals(Optional.of(CloseCode.NOT_TEXT), wire.closed);
        assertTrue(calls.asked.isEmpty());
    }

    @Test
    void whenTheEdgeStopsThePageIsToldToResume() {
        page.message(HELLO);

        page.restarting();

        assertEquals(Optional.of(CloseCode.RESTARTING), wire.closed);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    /** Calls that admit everybody, unless the test says otherwise. */
    private static final class FakeCalls implements CallSessions {
        final List<String> asked = new ArrayList<>();
        final List<Signal.FromClient> received = new ArrayList<>();
        final List<Boolean> disconnected = new ArrayList<>();
        Optional<String> refusal = Optional.empty();
        boolean broken;

        @Override
        public CallSession open(String ticket, SignalSink sink) {
            asked.add("open " + ticket);
            return session();
        }

        @Override
        public CallSession resume(String resumeToken, SignalSink sink) {
            asked.add("resume " + resumeToken);
            return session();
        }

        private CallSession session() {
            if (broken) {
                throw new IllegalStateException("this failure belongs to the test");
            }
            refuse();
            return new CallSession() {
                @Override
                public void receive(Signal.FromClient signal) {
                    refuse();
                    received.add(signal);
                }

                @Override
                public void disconnected(boolean leaving) {
                    disconnected.add(leaving);
                }
            };
        }

        private void refuse() {
            refusal.ifPresent(code -> {
                throw new CallException(code, "refused by the test");
            });
        }
    }
}
