package org.sightline.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.sightline.media.webrtc.client.Exchange;

/**
 * A recorded call through Janus: one person calls, the other accepts. Janus passes the caller's offer on; the client only
 * offers, but both have the same sections and codecs, so its offer is also a valid answer once the DTLS roles are settled.
 */
final class JanusCall implements TwoPersonCall {
    private final Traffic traffic;
    private final JanusHandle caller;
    private final JanusHandle callee;
    private final Person first = new Person(Load.CALL);
    private final Person second = new Person(Load.CALL);
    private final double firstFrameMillis;

    JanusCall(JanusHandle caller, JanusHandle callee, String files, Traffic traffic)
            throws IOException, InterruptedException {
        this.traffic = traffic;
        this.caller = caller;
        this.callee = callee;
        CompletableFuture<Void> calling = CompletableFuture.runAsync(() -> connect(first, offer -> {
            caller.message(Map.of("request", "call", "username", callee.name()), "offer", active(offer));
            return caller.event("accepted");
        }));
        String offered = callee.event("incomingcall");
        connect(second, offer -> {
            callee.message(Map.of("request", "accept"), "answer", active(offer));
            return offered.replace("setup:actpass", "setup:passive");
        });
        traffic.add(second);
        firstFrameMillis = second.awaitFirstFrame();
        try {
            calling.join();
        } catch (CompletionException e) {
            throw new IOException("the caller cannot connect", e.getCause());
        }
        caller.message(Map.of("request", "set", "record", true, "filename", files + "-caller"));
        caller.event("set");
        callee.message(Map.of("request", "set", "record", true, "filename", files + "-callee"));
        callee.event("set");
    }

    /** The client begins the DTLS handshake, which Janus would do if it were left to it. */
    private static String active(String description) {
        return description.replace("setup:actpass", "setup:active");
    }

    private void connect(Person person, Exchange exchange) {
        try {
            person.connect(exchange);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
        if (person == first) {
            traffic.add(first);
        }
    }

    @Override
    public List<Person> persons() {
        return List.of(first, second);
    }

    @Override
    public double firstFrameMillis() {
        return firstFrameMillis;
    }

    @Override
    public void ping() throws IOException {
        caller.keepAlive();
        callee.keepAlive();
    }

    @Override
    public void end() throws IOException {
        caller.message(Map.of("request", "hangup"));
        callee.event("hangup");
        traffic.remove(first);
        traffic.remove(second);
        first.close();
        second.close();
        caller.close();
        callee.close();
    }
}
