package org.sightline.audit.internal.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EntryJsonTest {
    private final LogEntry entry = new LogEntry(
            "ws_1",
            7,
            Instant.parse("2026-03-04T05:06:07.891Z"),
            "usr_é🙂",
            "recording.viewed",
            "rec_\"\\/\u2028\u0001",
            "DONE",
            new TreeMap<>(Map.of("a", "1", "b.c", "")),
            "0".repeat(64),
            "f".repeat(64));

    @Test
    void anEntryIsReadAsItWasWritten() {
        String line = EntryJson.write(entry);
        assertEquals(entry, EntryJson.read(line));
        assertEquals(
                "{\"sequence\":7,\"workspace\":\"ws_1\",\"at\":\"2026-03-04T05:06:07.891Z\",\"subject\":\"usr_é\\ud83d\\ude42\","
                        + "\"action\":\"recording.viewed\",\"resource\":\"rec_\\\"\\\\/\\u2028\\u0001\",\"outcome\":\"DONE\","
                        + "\"detail\":{\"a\":\"1\",\"b.c\":\"\"},\"previousHash\":\"" + "0".repeat(64)
                        + "\",\"hash\":\""
                        + "f".repeat(64) + "\"}",
                line);
    }

    @Test
    void whatAnotherToolWroteAnewIsReadAlike() {
        String line = EntryJson.write(entry)
                .replace("\":", "\" :\t")
                .replace(",\"", ", \"")
                .replace("viewed", "\\u0076iewed")
                .replace("\\\\/", "\\\\\\/");
        assertEquals(entry, EntryJson.read(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "{}{}",
                "[]",
                "null",
                "{\"a\":1,\"a\":2}",
                "{\"a\":{\"b\":{\"c\":{}}}}",
                "{\"sequence\":01}",
                "{\"sequence\":9999999999999999999}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"",
                "{\"a\":-1}",
                "{\"a\" \"b\"}"
            })
    void whatIsNoEntryIsRefused(String line) {
        assertThrows(IllegalArgumentException.class, () -> EntryJson.read(line));
    }

    @Test
    void fieldsThatAreMissingStrangeOrThereTwiceAreRefused() {
        String line = EntryJson.write(entry);
        for (String strange : java.util.List.of(
                line.replace("\"subject\"", "\"object\""),
                line.replace("{\"sequence\"", "{\"more\":1,\"sequence\""),
                line.replace("\"hash\"", "\"subject\""),
                line.replace("\"sequence\":7", "\"sequence\":\"7\""),
                line.replace("\"b.c\":\"\"", "\"b.c\":1"),
                line.replace("T05", " 05"),
                line + "x")) {
            assertThrows(IllegalArgumentException.class, () -> EntryJson.read(strange), strange);
        }
    }
}
