package org.sightline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A person's session with Janus' plugin for calls of two. */
final class JanusHandle implements AutoCloseable {
    private final JsonSocket socket;
    private final String name;
    private final long session;
    private final long handle;
    private int transaction;

    /** Registers under a name. */
    JanusHandle(JsonSocket socket, String name) throws IOException {
        this.socket = socket;
        this.name = name;
        session = id(Map.of("janus", "create", "transaction", "create"));
        handle = id(Map.of(
                "janus", "attach", "plugin", "janus.plugin.videocall", "transaction", "attach", "session_id", session));
        message(Map.of("request", "register", "username", name));
        event("registered");
    }

    private long id(Map<String, Object> request) throws IOException {
        socket.send(request);
        return socket.await(request.get("janus").toString(), message -> message.has("data"))
                .path("data")
                .path("id")
                .asLong();
    }

    String name() {
        return name;
    }

    void message(Map<String, Object> body) throws IOException {
        message(body, "", "");
    }

    /** Sends a request with an {@code offer} or {@code answer}. */
    void message(Map<String, Object> body, String kind, String sdp) throws IOException {
        Map<String, Object> message = request("message");
        message.put("body", body);
        if (!kind.isEmpty()) {
            message.put("jsep", Map.of("type", kind, "sdp", sdp, "trickle", false));
        }
        socket.send(message);
    }

    /** Says that it is still there. */
    void keepAlive() throws IOException {
        Map<String, Object> message = request("keepalive");
        message.remove("handle_id");
        socket.send(message);
    }

    private Map<String, Object> request(String what) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("janus", what);
        message.put("transaction", "t" + transaction++);
        message.put("session_id", session);
        message.put("handle_id", handle);
        return message;
    }

    /** Waits for an event and returns its session description, if it has one. */
    String event(String wanted) throws IOException {
        JsonNode event = socket.await(
                wanted,
                message -> message.path("plugindata")
                        .path("data")
                        .path("result")
                        .path("event")
                        .asText()
                        .equals(wanted));
        return event.path("jsep").path("sdp").asText();
    }

    @Override
    public void close() {
        socket.close();
    }
}
