package org.sightline.signalling.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.EnumSet;
import java.util.Set;
import org.sightline.calls.Signal;
import org.sightline.media.Kind;

/** Reads what pages send, version 1: nothing unknown, nothing twice, nothing missing. */
final class SignalReader {
    static final int MOST_CHARACTERS = 64 * 1024;
    private static final int VERSION = 1;
    private static final int MOST_SECRET = 200;
    private static final int MOST_DEPTH = 4;
    private static final int MOST_DIGITS = 20;

    private final JsonMapper json = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_DEPTH)
                            .maxStringLength(MOST_CHARACTERS)
                            .maxNumberLength(MOST_DIGITS)
                            .maxNameLength(64)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    PageMessage read(String text) throws BadMessageException {
        Members members = new Members(parsed(text));
        PageMessage message = message(members.text("type"), members);
        members.requireNoMore();
        return message;
    }

    private JsonNode parsed(String text) throws BadMessageException {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new BadMessageException("not the JSON that is expected");
        }
    }

    private static PageMessage message(String type, Members members) throws BadMessageException {
        return switch (type) {
            case "hello" -> {
                requireVersion(members);
                yield new PageMessage.Hello(secret(members, "ticket"));
            }
            case "resume" -> {
                requireVersion(members);
                yield new PageMessage.Resume(secret(members, "token"));
            }
            default -> new PageMessage.Signalled(signal(type, members));
        };
    }

    private static Signal.FromClient signal(String type, Members members) throws BadMessageException {
        return switch (type) {
            case "offer" -> new Signal.Offer(members.text("sdp"));
            case "candidate" -> new Signal.Candidate(members.text("candidate"), members.text("mid"));
            case "mute" -> new Signal.Mute(kinds(members.list("kinds")));
            case "consent" -> new Signal.ConsentGiven(members.truth("given"));
            case "pause-recording" -> new Signal.PauseRecording(members.truth("paused"));
            case "ping" -> new Signal.Ping(members.number("n"));
            case "bye" -> new Signal.Bye();
            case "end-call" -> new Signal.EndCall();
            default -> throw new BadMessageException("there is no message of this type");
        };
    }

    private static void requireVersion(Members members) throws BadMessageException {
        if (members.number("v") != VERSION) {
            throw new BadMessageException("v must be " + VERSION);
        }
    }

    private static String secret(Members members, String name) throws BadMessageException {
        String text = members.text(name);
        if (text.isEmpty() || text.length() > MOST_SECRET) {
            throw new BadMessageException(name + " must have 1 to " + MOST_SECRET + " characters");
        }
        return text;
    }

    private static Set<Kind> kinds(JsonNode list) throws BadMessageException {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (JsonNode each : list) {
            Kind kind = switch (each.isTextual() ? each.textValue() : "") {
                case "audio" -> Kind.AUDIO;
                case "video" -> Kind.VIDEO;
                default -> throw new BadMessageException("kinds must be of audio, video");
            };
            if (!kinds.add(kind)) {
                throw new BadMessageException("kinds must differ");
            }
        }
        return kinds;
    }
}
