package org.sightline.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A WebSocket that carries JSON objects; keeps what came until somebody waits for it. */
final class JsonSocket implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_KEPT = 200;
    private static final long PATIENCE_SECONDS = 15;

    private final Deque<JsonNode> kept = new ArrayDeque<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;
    private String closed = "";

    JsonSocket(HttpClient http, URI address, Consumer<WebSocket.Builder> handshake) throws IOException {
        WebSocket.Builder builder = http.newWebSocketBuilder();
        handshake.accept(builder);
        try {
            socket = builder.buildAsync(address, new Listener()).join();
        } catch (CompletionException e) {
            throw new IOException("cannot open " + address, e.getCause());
        }
    }

    private final class Listener implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
            partial.append(text);
            if (last) {
                received(partial.toString());
                partial.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            end("closed with " + code + " " + reason);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            end("broken: " + error);
        }
    }

    private synchronized void received(String text) {
        try {
            kept.add(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            closed = "not JSON: " + text;
        }
        if (kept.size() > MAX_KEPT) {
            kept.remove();
        }
        notifyAll();
    }

    private synchronized void end(String why) {
        closed = why;
        notifyAll();
    }

    /** One sender at a time. */
    synchronized void send(Object message) throws IOException {
        try {
            socket.sendText(JSON.writeValueAsString(message), true).join();
        } catch (CompletionException e) {
            throw new IOException("cannot send: " + closed, e);
        }
    }

    /** Takes the first message like this out of what came or comes. */
    synchronized JsonNode await(String what, Predicate<JsonNode> wanted) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            for (Iterator<JsonNode> each = kept.iterator(); each.hasNext(); ) {
                JsonNode message = each.next();
                if (wanted.test(message)) {
                    each.remove();
                    return message;
                }
            }
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0 || !closed.isEmpty()) {
                throw new IOException("no " + what + " came; " + closed + "; instead: " + kept);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for " + what);
            }
        }
    }

    @Override
    public void close() {
        socket.abort();
    }
}
