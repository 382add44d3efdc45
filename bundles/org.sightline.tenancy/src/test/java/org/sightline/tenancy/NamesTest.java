package org.sightline.tenancy;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NamesTest {

    /** Names that would harm a path, a log line, a page, a reader or a database. */
    static Stream<String> hostileNames() {
        return Stream.of(
                "",
                " ",
                "..",
                "../../etc/passwd",
                "a/b",
                "a\\b",
                "C:name",
                "a\u0000b",
                "line\nbreak",
                "line\r\nbreak",
                "\u001b[31mred",
                "del\u007f",
                "next\u0085line",
                "sep\u2028arator",
                "sep\u2029arator",
                "gpj.\u202eexe",
                "\u200fright",
                "\u2066isolate\u2069",
                "zero\u200bwidth",
                "\ufeffmark",
                "half\ud800",
                "private\ue000",
                "x".repeat(4_000),
                "漢".repeat(4_000));
    }

    /** Those that are hostile in a text for people as well: path characters are not. */
    static Stream<String> hostileTexts() {
        return hostileNames()
                .filter(name -> !name.matches("\\.\\.|[\\p{ASCII}&&[^\\p{Cntrl}]]{1,20}") || name.isBlank());
    }

    @ParameterizedTest
    @MethodSource("hostileNames")
    void noHostileNameBecomesAWorkspace(String name) {
        InvalidNameException e = assertThrows(
                InvalidNameException.class,
                () -> new Workspace(WorkspaceId.fresh(), name, "Fine", "ca-central-1", Instant.EPOCH));
        assertEquals("invalid-name", e.code());
        assertHarmless(e, name);
    }

    @ParameterizedTest
    @MethodSource("hostileNames")
    void noHostileNameBecomesARegion(String name) {
        InvalidNameException e = assertThrows(
                InvalidNameException.class,
                () -> new Workspace(WorkspaceId.fresh(), "fine", "Fine", name, Instant.EPOCH));
        assertEquals("invalid-region", e.code());
        assertHarmless(e, name);
    }

    @ParameterizedTest
    @MethodSource("hostileNames")
    void noHostileNameBecomesAUser(String name) {
        InvalidNameException e = assertThrows(InvalidNameException.class, () -> user(name, "Fine"));
        assertEquals("invalid-username", e.code());
        assertHarmless(e, name);
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void noHostileTextBecomesADisplayName(String text) {
        InvalidNameException e = assertThrows(InvalidNameException.class, () -> user("fine", text));
        assertEquals("invalid-displayname", e.code());
        assertEquals("displayName", e.field());
        assertHarmless(e, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Marie-Ève Côté", "O'Brien & fils <SARL>", "株式会社", "محمد", "क्‍ष", "🙂", "a/b"})
    void aDisplayNameIsWrittenInAnyScript(String text) {
        assertDoesNotThrow(() -> user("fine", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"marie", "marie.cote", "marie@example.org", "m+1", "0"})
    void aUserNameIsASlugOrAnAddress(String name) {
        assertDoesNotThrow(() -> user(name, "Fine"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Marie", "marie@", "@example.org", "-marie", "marie@example.org@example.org", "marié"})
    void anythingElseIsNoUserName(String name) {
        assertThrows(InvalidNameException.class, () -> user(name, "Fine"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ws_", "usr_00000000-0000-0000-0000-000000000000", "ws_../../etc", "ws_\u202e"})
    void onlyAnIdOfItsKindIsAnId(String text) {
        assertThrows(IllegalArgumentException.class, () -> new WorkspaceId(text));
    }

    private static void assertHarmless(InvalidNameException e, String typed) {
        if (typed.length() > 2) {
            assertFalse(e.getMessage().contains(typed), "a message does not repeat what was typed");
        }
    }

    private static User user(String name, String displayName) {
        return new User(
                UserId.fresh(),
                WorkspaceId.fresh(),
                name,
                displayName,
                Role.TECHNICIAN,
                true,
                false,
                false,
                Instant.EPOCH);
    }
}
