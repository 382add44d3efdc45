package org.sightline.signalling.internal;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.sightline.calls.CallException;
import org.sightline.calls.CallSessions;
import org.sightline.calls.CallSessions.CallSession;
import org.sightline.calls.CallSessions.Closing;
import org.sightline.calls.Signal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One page's connection: from its greeting to its end, messages one way and signals the other. */
final class Connection implements CallSessions.SignalSink {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final long GREETS_WITHIN = TimeUnit.SECONDS.toNanos(5);
    private static final long SENT_WITHIN = TimeUnit.SECONDS.toNanos(15);
    private static final long HEARD_WITHIN = TimeUnit.SECONDS.toNanos(90);

    private final CallSessions calls;
    private final SignalReader reader;
    private final SignalWriter writer;
    private final LongSupplier nanos;
    private final Outgoing outgoing;
    private final FloodGate gate = new FloodGate();
    private final long since;
    private volatile long heard;
    private volatile CallSession session;
    private boolean over;

    Connection(CallSessions calls, SignalReader reader, SignalWriter writer, Wire wire, LongSupplier nanos) {
        this.calls = calls;
        this.reader = reader;
        this.writer = writer;
        this.nanos = nanos;
        this.outgoing = new Outgoing(wire);
        this.since = nanos.getAsLong();
        this.heard = since;
    }

    /** A message of the page. Called by one thread at a time. */
    void message(String text) {
        if (over) {
            return;
        }
        heard = nanos.getAsLong();
        if (!gate.passes(heard)) {
            over = true;
            outgoing.cutOff(CloseCode.FLOOD);
            return;
        }
        try {
            PageMessage message = reader.read(text);
            if (session == null) {
                greet(message);
            } else {
                pass(message);
            }
        } catch (BadMessageException e) {
            refuse("bad-signal", e.getMessage());
        } catch (CallException e) {
            refuse(e.code(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("a message of a page could not be handled", e);
            over = true;
            outgoing.close(CloseCode.BROKEN, nanos.getAsLong());
        }
    }

    private void greet(PageMessage message) throws BadMessageException {
        if (message instanceof PageMessage.Hello hello) {
            session = calls.open(hello.ticket(), this);
        } else if (message instanceof PageMessage.Resume resume) {
            session = calls.resume(resume.token(), this);
        } else {
            throw new BadMessageException("the first message is hello or resume");
        }
    }

    private void pass(PageMessage message) throws BadMessageException {
        if (message instanceof PageMessage.Signalled signalled) {
            session.receive(signalled.signal());
        } else {
            throw new BadMessageException("hello and resume come first and once");
        }
    }

    /** Before the greeting a refusal ends the connection; afterwards the session goes on. */
    private void refuse(String code, String detail) {
        send(new Signal.Problem(code, detail));
        if (session == null) {
            over = true;
            CloseCode close = switch (code) {
                case "call-ended" -> CloseCode.CALL_ENDED;
                case "call-full", "audit-unavailable" -> CloseCode.FORBIDDEN;
                default -> CloseCode.UNAUTHENTICATED;
            };
            outgoing.close(close, nanos.getAsLong());
        }
    }

    /** A message that is not text. */
    void notText() {
        over = true;
        outgoing.cutOff(CloseCode.NOT_TEXT);
    }

    /** Ends a connection whose page says nothing or takes nothing. Called now and then. */
    void check() {
        long now = nanos.getAsLong();
        Optional<Long> sending = outgoing.sendingSince();
        if (session == null && now - since > GREETS_WITHIN) {
            outgoing.cutOff(CloseCode.UNAUTHENTICATED);
        } else if (sending.isPresent() && now - sending.get() > SENT_WITHIN) {
            outgoing.cutOff(CloseCode.TOO_SLOW);
        } else if (now - heard > HEARD_WITHIN) {
            outgoing.cutOff(CloseCode.IDLE);
        }
    }

    /** The platform's edge stops; the page resumes when it is back. */
    void restarting() {
        outgoing.cutOff(CloseCode.RESTARTING);
    }

    /** The WebSocket is closed. @param leaving the page closed it on purpose */
    void closed(boolean leaving) {
        CallSession joined = session;
        if (joined != null) {
            joined.disconnected(leaving);
        }
    }

    @Override
    public void send(Signal.FromServer signal) {
        outgoing.send(writer.write(signal), nanos.getAsLong());
    }

    @Override
    public void close(Closing why) {
        CloseCode code = switch (why) {
            case LEFT -> CloseCode.NORMAL;
            case CALL_ENDED -> CloseCode.CALL_ENDED;
            case TAKEN_OVER -> CloseCode.TAKEN_OVER;
            case ACCESS_ENDED -> CloseCode.FORBIDDEN;
        };
        outgoing.close(code, nanos.getAsLong());
    }
}
