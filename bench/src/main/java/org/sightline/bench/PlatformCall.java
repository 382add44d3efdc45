package org.sightline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A recorded call of a technician and a customer, over REST and signalling. */
final class PlatformCall implements TwoPersonCall {
    /** The technician is there for a while; the first keyframe of all comes at connecting, and not for the customer. */
    private static final long SETTLED_MILLIS = 1_000;

    private final Traffic traffic;
    private final Seat technician;
    private final Seat customer;
    private final double firstFrameMillis;

    /** One person and its signalling. */
    private record Seat(JsonSocket signals, Person person) {
        static Seat join(PlatformHttp http, String ticket, Load load) throws IOException {
            JsonSocket signals = http.signalling();
            signals.send(Map.of("type", "hello", "v", 1, "ticket", ticket));
            signals.await("welcome", message -> is(message, "welcome"));
            return new Seat(signals, new Person(load));
        }

        void connect() throws IOException {
            person.connect(offer -> {
                signals.send(Map.of("type", "offer", "sdp", offer));
                return signals.await("answer", message -> is(message, "answer"))
                        .path("sdp")
                        .asText();
            });
        }

        void awaitRecording() throws IOException {
            signals.await(
                    "recording",
                    message -> is(message, "recording")
                            && message.path("status").asText().equals("recording"));
        }
    }

    private static boolean is(JsonNode message, String type) {
        return message.path("type").asText().equals(type);
    }

    PlatformCall(PlatformHttp http, Traffic traffic, Load load) throws IOException, InterruptedException {
        this.traffic = traffic;
        JsonNode created = http.post("/api/v1/calls", Map.of("customerName", "Bench"));
        String id = created.path("call").path("id").asText();
        String token = created.path("link").asText().split("#", 2)[1];
        technician = Seat.join(
                http,
                http.post("/api/v1/calls/" + id + "/ticket", Map.of())
                        .path("ticket")
                        .asText(),
                load);
        technician.connect();
        traffic.add(technician.person());
        TimeUnit.MILLISECONDS.sleep(SETTLED_MILLIS);
        customer = Seat.join(
                http,
                http.post("/api/v1/invitations/ticket", Map.of("token", token))
                        .path("ticket")
                        .asText(),
                load);
        customer.connect();
        traffic.add(customer.person());
        firstFrameMillis = customer.person().awaitFirstFrame();
        technician.signals().send(Map.of("type", "consent", "given", true));
        customer.signals().send(Map.of("type", "consent", "given", true));
        technician.awaitRecording();
    }

    @Override
    public List<Person> persons() {
        return List.of(technician.person(), customer.person());
    }

    @Override
    public double firstFrameMillis() {
        return firstFrameMillis;
    }

    @Override
    public void ping() throws IOException {
        technician.signals().send(Map.of("type", "ping", "n", 1));
        customer.signals().send(Map.of("type", "ping", "n", 1));
    }

    @Override
    public void end() throws IOException {
        technician.signals().send(Map.of("type", "end-call"));
        customer.signals().await("end", message -> is(message, "ended"));
        for (Seat seat : List.of(technician, customer)) {
            traffic.remove(seat.person());
            seat.person().close();
            seat.signals().close();
        }
    }
}
