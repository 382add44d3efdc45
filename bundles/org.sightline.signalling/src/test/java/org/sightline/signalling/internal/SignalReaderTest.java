package org.sightline.signalling.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sightline.calls.Signal;
import org.sightline.media.Kind;

final class SignalReaderTest {
    private static final Document DOCUMENT = new Document();
    private static final List<String> EXAMPLES = DOCUMENT.examples("From the page:");
    private final SignalReader reader = new SignalReader();
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void everyMessageOfTheDocumentIsReadAsWhatItMeans() throws Exception {
        Map<String, PageMessage> read = new LinkedHashMap<>();
        for (String example : EXAMPLES) {
            read.put(json.readTree(example).get("type").textValue(), reader.read(example));
        }

        assertEquals(DOCUMENT.messages("From the page"), List.copyOf(read.keySet()));
        assertEquals(
                List.of(
                        new PageMessage.Hello("Zm9v"),
                        new PageMessage.Resume("YmFy"),
                        signalled(new Signal.Offer("v=0\r\n")),
                        signalled(new Signal.Candidate("1 1 udp 1 192.0.2.1 9 typ host", "0")),
                        signalled(new Signal.Mute(Set.of(Kind.AUDIO, Kind.VIDEO))),
                        signalled(new Signal.ConsentGiven(true)),
                        signalled(new Signal.PauseRecording(true)),
                        signalled(new Signal.Ping(7)),
                        signalled(new Signal.Bye()),
                        signalled(new Signal.EndCall())),
                List.copyOf(read.values()));
    }

    @TestFactory
    Stream<DynamicTest> aMessageThatLacksAMemberIsRefused() throws Exception {
        return variants((message, member) -> {
            message.remove(member);
            return message;
        });
    }

    @TestFactory
    Stream<DynamicTest> aMemberOfAnotherTypeIsRefused() throws Exception {
        return variants((message, member) -> {
            message.putObject(member).put("x", 1);
            return message;
        });
    }

    @TestFactory
    Stream<DynamicTest> aMessageWithAnUnknownMemberIsRefused() throws Exception {
        return variants((message, member) -> message.put("extra", 1));
    }

    @TestFactory
    Stream<DynamicTest> aMemberThatIsNullIsRefused() throws Exception {
        return variants((message, member) -> message.putNull(member));
    }

    private Stream<DynamicTest> variants(Change change) throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (String example : EXAMPLES) {
            List<String> members = new ArrayList<>();
            json.readTree(example).fieldNames().forEachRemaining(members::add);
            for (String member : members) {
                String broken =
                        change.to((ObjectNode) json.readTree(example), member).toString();
                tests.add(DynamicTest.dynamicTest(
                        broken, () -> assertThrows(BadMessageException.class, () -> reader.read(broken))));
            }
        }
        return tests.stream();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "1",
                "\"bye\"",
                "{",
                "{}",
                "{\"type\":\"bye\"} {\"type\":\"bye\"}",
                "{\"type\":\"bye\",\"type\":\"bye\"}",
                "{\"type\":\"BYE\"}",
                "{\"type\":\"welcome\"}",
                "{\"type\":1}",
                "{'type':'bye'}",
                "{\"type\":\"ping\",\"n\":1.5}",
                "{\"type\":\"ping\",\"n\":\"1\"}",
                "{\"type\":\"ping\",\"n\":99999999999999999999999999999999999}",
                "{\"type\":\"ping\",\"n\":18446744073709551615}",
                "{\"type\":\"consent\",\"given\":\"true\"}",
                "{\"type\":\"consent\",\"given\":1}",
                "{\"type\":\"mute\",\"kinds\":[\"screen\"]}",
                "{\"type\":\"mute\",\"kinds\":[\"audio\",\"audio\"]}",
                "{\"type\":\"mute\",\"kinds\":[1]}",
                "{\"type\":\"mute\",\"kinds\":\"audio\"}",
                "{\"type\":\"hello\",\"v\":2,\"ticket\":\"x\"}",
                "{\"type\":\"hello\",\"v\":1,\"ticket\":\"\"}",
                "{\"type\":\"mute\",\"kinds\":[[[[[[[[[[]]]]]]]]]]}",
                "{\"type\":\"offer\",\"sdp\":\"a\u0000b\"}",
                "{\"@class\":\"java.lang.ProcessBuilder\",\"type\":\"bye\"}"
            })
    void whatIsNoMessageIsRefused(String text) {
        assertThrows(BadMessageException.class, () -> reader.read(text));
    }

    @Test
    void aSecretOfMoreThan200CharactersIsRefused() {
        String text = "{\"type\":\"hello\",\"v\":1,\"ticket\":\"" + "x".repeat(201) + "\"}";

        assertThrows(BadMessageException.class, () -> reader.read(text));
    }

    @Test
    void aThousandNestedListsAreRefused() {
        assertThrows(BadMessageException.class, () -> reader.read("[".repeat(60_000)));
    }

    @Test
    void aRefusalNeverQuotesWhatWasSent() {
        BadMessageException refused = assertThrows(
                BadMessageException.class,
                () -> reader.read("{\"type\":\"hello\",\"v\":1,\"ticket\":\"s3cret\",\"x\":}"));

        assertFalse(refused.getMessage().contains("s3cret"));
    }

    private static PageMessage signalled(Signal.FromClient signal) {
        return new PageMessage.Signalled(signal);
    }

    private interface Change {
        ObjectNode to(ObjectNode message, String member);
    }
}
