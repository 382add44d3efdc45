package org.sightline.signalling.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.websocket.CloseReason;
import javax.websocket.OnClose;
import javax.websocket.OnError;
import javax.websocket.OnMessage;
import javax.websocket.OnOpen;
import javax.websocket.Session;
import javax.websocket.server.ServerEndpoint;
import org.sightline.calls.CallSessions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The WebSocket of calls: hands each connection's messages to it. The web container calls it; it decides nothing. */
@ServerEndpoint(SignalEndpoint.PATH)
public final class SignalEndpoint {
    static final String PATH = "/signal";
    private static final Logger LOG = LoggerFactory.getLogger(SignalEndpoint.class);
    private static final int MOST_CONNECTIONS = 5_000;

    private final CallSessions calls;
    private final SignalReader reader = new SignalReader();
    private final SignalWriter writer = new SignalWriter();
    private final Map<String, Connection> connections = new ConcurrentHashMap<>();

    SignalEndpoint(CallSessions calls) {
        this.calls = calls;
    }

    @OnOpen
    public void open(Session session) {
        session.setMaxIdleTimeout(0); // ours closes with a code after which the page resumes
        session.setMaxTextMessageBufferSize(SignalReader.MOST_CHARACTERS);
        if (connections.size() >= MOST_CONNECTIONS) {
            new SessionWire(session).close(CloseCode.TOO_SLOW);
            return;
        }
        connections.put(
                session.getId(), new Connection(calls, reader, writer, new SessionWire(session), System::nanoTime));
    }

    @OnMessage(maxMessageSize = SignalReader.MOST_CHARACTERS)
    public void text(Session session, String text) {
        Connection connection = connections.get(session.getId());
        if (connection != null) {
            connection.message(text);
        }
    }

    @OnMessage(maxMessageSize = SignalReader.MOST_CHARACTERS)
    public void bytes(Session session, ByteBuffer bytes) {
        Connection connection = connections.get(session.getId());
        if (connection != null) {
            connection.notText();
        }
    }

    @OnClose
    public void closed(Session session, CloseReason reason) {
        Connection connection = connections.remove(session.getId());
        if (connection != null) {
            int code = reason.getCloseCode().getCode();
            connection.closed(code == CloseReason.CloseCodes.NORMAL_CLOSURE.getCode()
                    || code == CloseReason.CloseCodes.GOING_AWAY.getCode());
        }
    }

    @OnError
    public void failed(Session session, Throwable failure) {
        LOG.debug("a page's connection failed: {}", failure.getClass().getName());
    }

    /** Ends connections whose page says nothing or takes nothing. */
    void check() {
        connections.values().forEach(Connection::check);
    }

    /** Tells every page to resume when the edge is back. */
    void stop() {
        connections.values().forEach(Connection::restarting);
    }

    /** A connection's way to its WebSocket. */
    private static final class SessionWire implements Wire {
        private final Session session;

        SessionWire(Session session) {
            this.session = session;
        }

        @Override
        public void send(String text, Consumer<Throwable> done) {
            try {
                session.getAsyncRemote().sendText(text, result -> done.accept(result.getException()));
            } catch (RuntimeException e) { // it was closed meanwhile
                done.accept(e);
            }
        }

        @Override
        public void close(CloseCode code) {
            try {
                session.close(new CloseReason(code(code.code()), code.reason()));
            } catch (IOException | RuntimeException e) {
                LOG.debug(
                        "a page's connection is closed already: {}",
                        e.getClass().getName());
            }
        }

        private static CloseReason.CloseCode code(int code) {
            return CloseReason.CloseCodes.getCloseCode(code);
        }
    }
}
