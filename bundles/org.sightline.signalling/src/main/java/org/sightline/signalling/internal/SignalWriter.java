package org.sightline.signalling.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;
import org.sightline.calls.Signal;
import org.sightline.media.Kind;
import org.sightline.media.Slot;

/** Writes what the platform sends, version 1. */
final class SignalWriter {
    private static final int VERSION = 1;

    String write(Signal.FromServer signal) {
        return json(signal).toString();
    }

    private static ObjectNode json(Signal.FromServer signal) {
        if (signal instanceof Signal.Welcome welcome) {
            return welcome(welcome);
        }
        if (signal instanceof Signal.Answer answer) {
            return message("answer").put("sdp", answer.sdp());
        }
        if (signal instanceof Signal.Candidate candidate) {
            return message("candidate").put("candidate", candidate.candidate()).put("mid", candidate.mid());
        }
        if (signal instanceof Signal.FreshOffer) {
            return message("fresh-offer");
        }
        if (signal instanceof Signal.Slots slots) {
            return slots(slots);
        }
        if (signal instanceof Signal.PeerChanged changed) {
            ObjectNode message = message("peer");
            message.set("peer", peer(changed.peer()));
            return message;
        }
        if (signal instanceof Signal.PeerLeft left) {
            return message("peer-left").put("participant", left.participant().value());
        }
        if (signal instanceof Signal.StateChanged changed) {
            return message("state").put("state", word(changed.state()));
        }
        if (signal instanceof Signal.Recording recording) {
            return recording(message("recording"), recording);
        }
        if (signal instanceof Signal.Pong pong) {
            return message("pong").put("n", pong.n());
        }
        if (signal instanceof Signal.Problem problem) {
            return message("problem").put("code", problem.code()).put("detail", problem.detail());
        }
        if (signal instanceof Signal.Ended ended) {
            return message("ended").put("reason", ended.reason());
        }
        throw new IllegalArgumentException("no message for " + signal.getClass().getSimpleName());
    }

    private static ObjectNode welcome(Signal.Welcome welcome) {
        ObjectNode message = message("welcome")
                .put("v", VERSION)
                .put("call", welcome.call().value())
                .put("participant", welcome.participant().value())
                .put("role", word(welcome.role()))
                .put("resume", welcome.resumeToken())
                .put("resumed", welcome.resumed());
        ArrayNode peers = message.putArray("peers");
        welcome.peers().forEach(each -> peers.add(peer(each)));
        message.put("state", word(welcome.state()));
        message.set("recording", recording(object(), welcome.recording()));
        return message.put("consent", word(welcome.consent()));
    }

    private static ObjectNode peer(Signal.Peer peer) {
        ObjectNode object = object().put("participant", peer.participant().value())
                .put("role", word(peer.role()))
                .put("name", peer.name());
        words(object.putArray("muted"), peer.muted());
        return object.put("connected", peer.connected());
    }

    private static ObjectNode slots(Signal.Slots slots) {
        ObjectNode message = message("slots");
        ArrayNode list = message.putArray("slots");
        for (Slot slot : slots.slots()) {
            list.addObject()
                    .put("mid", slot.mid())
                    .put("kind", word(slot.kind()))
                    .put("participant", slot.participant());
        }
        message.putObject("missing").put("audio", slots.missingAudio()).put("video", slots.missingVideo());
        return message;
    }

    private static ObjectNode recording(ObjectNode object, Signal.Recording recording) {
        object.put("status", word(recording.status()));
        recording.reason().ifPresent(reason -> object.put("reason", reason));
        return object.put("recordedMillis", recording.recordedMillis()).put("region", recording.region());
    }

    private static void words(ArrayNode list, Set<Kind> kinds) {
        kinds.stream().sorted().forEach(kind -> list.add(word(kind)));
    }

    /** An enum's name as messages have it: {@code waiting-for-consent}. */
    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static ObjectNode message(String type) {
        return object().put("type", type);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
