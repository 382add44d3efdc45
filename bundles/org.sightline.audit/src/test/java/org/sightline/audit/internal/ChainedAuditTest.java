package org.sightline.audit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sightline.audit.Audit.Outcome;
import org.sightline.audit.Audit.Verification;
import org.sightline.audit.AuditEntry;
import org.sightline.audit.AuditException;
import org.sightline.audit.internal.CheckpointConfig.Settings;
import org.sightline.audit.spi.AuditStore;
import org.sightline.audit.spi.InMemoryAuditStore;
import org.sightline.audit.spi.InMemoryCheckpointStore;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.spi.TenancyListener.Change;

final class ChainedAuditTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.891234Z");

    private final InMemoryAuditStore store = new InMemoryAuditStore();
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

    @TempDir
    Path directory;

    private Checkpointer checkpointer;
    private ChainedAudit audit;
    private final Caller caller = Caller.operator(WorkspaceId.fresh());

    @BeforeEach
    void auditIsThere() {
        checkpointer = new Checkpointer(
                new Settings(directory, 60, 1_000, List.of()),
                store,
                new InMemoryCheckpointStore(store),
                List.of(new TestSigner()),
                clock);
        audit = new ChainedAudit(store, checkpointer, clock);
    }

    @AfterEach
    void nothingGoesOn() throws InterruptedException {
        checkpointer.close();
    }

    @Test
    void anEntrySaysWhoDidWhatAndWhen() {
        AuditEntry entry = audit.record(caller, "recording.viewed", "rec_1", Outcome.DONE, Map.of("policy", "review"));
        assertEquals(caller.workspace(), entry.workspace());
        assertEquals("operator", entry.subject());
        assertEquals(Instant.parse("2026-03-04T05:06:07.891Z"), entry.at());
        assertEquals(Map.of("policy", "review"), entry.detail());
        assertEquals(1, entry.sequence());
        assertEquals("0".repeat(64), entry.previousHash());
    }

    @Test
    void eachEntryHoldsTheHashOfTheOneBefore() {
        AuditEntry first = record("a");
        AuditEntry second = record("a");
        assertEquals(first.hash(), second.previousHash());
        assertNotEquals(first.hash(), second.hash());
    }

    @Test
    void theFormThatIsHashedNeverChanges() {
        AuditEntry entry = new AuditEntry(
                WorkspaceId.PLATFORM,
                7,
                Instant.ofEpochMilli(1_790_000_000_123L),
                "operator",
                "recording.viewed",
                "rec_é",
                Outcome.DONE,
                Map.of("b", "2", "a", "1"),
                "f".repeat(64),
                "");
        assertEquals(
                "960f5dc5994f8f6f184c44b318e82c005d6c4ea14fdd3fca33d1ef35ef95f1cd",
                Forms.entry(entry).expectedHash());
    }

    @Test
    void fieldsThatReadAlikeTogetherHashDifferently() {
        assertNotEquals(hash("ab", "c", Map.of()), hash("a", "bc", Map.of()));
        assertNotEquals(hash("a", "b", Map.of("k", "v")), hash("a", "b", Map.of("kv", "")));
        assertNotEquals(hash("a", "b", Map.of("k", "")), hash("a", "b", Map.of()));
    }

    @Test
    void theNewestEntriesComeFirst() {
        record("a");
        record("b");
        record("c");
        assertEquals(List.of("c", "b"), resources(audit.list(caller, Long.MAX_VALUE, 2)));
        assertEquals(List.of("a"), resources(audit.list(caller, 2, 500)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 501, Integer.MAX_VALUE})
    void aListIsBounded(int limit) {
        assertThrows(IllegalArgumentException.class, () -> audit.list(caller, Long.MAX_VALUE, limit));
    }

    @Test
    void anotherWorkspaceSeesNothing() {
        record("a");
        Caller other = Caller.operator(WorkspaceId.fresh());
        assertEquals(List.of(), audit.list(other, Long.MAX_VALUE, 10));
        assertEquals(0, audit.verify(other).entries());
    }

    @Test
    void anUntouchedChainIsIntact() {
        assertTrue(audit.verify(caller).intact());
        for (int i = 0; i < 5; i++) {
            record("r" + i);
        }
        assertEquals(
                new Verification(true, 5, -1, "the chain of 5 entries is intact; no checkpoint vouches for it yet"),
                audit.verify(caller));
    }

    static Stream<Arguments> tampering() {
        return Stream.of(
                tampering(
                        "change the time",
                        3,
                        at(2, e -> copy(e, e.at().plusMillis(1), e.subject(), e.resource(), e.detail(), e.hash()))),
                tampering(
                        "change the subject",
                        1,
                        at(0, e -> copy(e, e.at(), "somebody", e.resource(), e.detail(), e.hash()))),
                tampering(
                        "change the resource", 5, at(4, e -> copy(e, e.at(), e.subject(), "x", e.detail(), e.hash()))),
                tampering(
                        "change a detail",
                        2,
                        at(1, e -> copy(e, e.at(), e.subject(), e.resource(), Map.of("k", "w"), e.hash()))),
                tampering(
                        "drop a detail", 2, at(1, e -> copy(e, e.at(), e.subject(), e.resource(), Map.of(), e.hash()))),
                tampering(
                        "change an entry and its hash",
                        4,
                        at(2, e -> rehashed(copy(e, e.at(), "somebody", e.resource(), e.detail(), "")))),
                tampering("remove the first", 1, chain -> remove(chain, 0)),
                tampering("remove one in the middle", 3, chain -> remove(chain, 2)),
                tampering("cut the end", 5, chain -> remove(chain, 4)),
                tampering("remove everything", 1, chain -> List.of()),
                tampering(
                        "swap two",
                        2,
                        chain -> List.of(chain.get(0), chain.get(2), chain.get(1), chain.get(3), chain.get(4))),
                tampering(
                        "repeat one",
                        3,
                        chain -> List.of(
                                chain.get(0), chain.get(1), chain.get(1), chain.get(2), chain.get(3), chain.get(4))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tampering")
    void tamperingIsFoundWhereItHappened(String name, long firstBroken, UnaryOperator<List<AuditEntry>> change) {
        for (int i = 0; i < 5; i++) {
            record("r" + i);
        }
        store.tamper(caller.workspace(), change);
        Verification verification = audit.verify(caller);
        assertFalse(verification.intact());
        assertEquals(firstBroken, verification.firstBroken(), verification.message());
    }

    @Test
    void anEntryGraftedFromAnotherWorkspaceIsFound() {
        Caller other = Caller.operator(WorkspaceId.fresh());
        record("mine");
        AuditEntry theirs = audit.record(other, "recording.viewed", "theirs", Outcome.DONE, Map.of());
        store.tamper(caller.workspace(), chain -> List.of(theirs));
        assertEquals(1, audit.verify(caller).firstBroken());
    }

    @Test
    void hostileTextIsStoredHarmless() {
        Caller hostile = new Caller(caller.workspace(), "s\u0000\u001b[31m\u202e".repeat(1_000), java.util.Set.of());
        AuditEntry entry = audit.record(
                hostile,
                "recording.viewed",
                "../../\ud800\n" + "🙂".repeat(2_000),
                Outcome.REFUSED,
                Map.of("value", "x".repeat(4_000), "lines", "a\r\nb"));
        assertEquals(120, entry.subject().length());
        assertTrue(entry.resource().length() <= 120 && entry.resource().startsWith("../../\ufffd\ufffd🙂"));
        assertEquals(500, entry.detail().get("value").length());
        assertEquals("a\ufffd\ufffdb", entry.detail().get("lines"));
        String all = entry.toString();
        assertTrue(all.codePoints().noneMatch(Character::isISOControl));
        assertTrue(all.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff), "no half characters");
        assertTrue(audit.verify(caller).intact());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Recording", "a b", "a/b", ".a", "a\u202e"})
    void anActionIsAStableName(String action) {
        assertThrows(IllegalArgumentException.class, () -> audit.record(caller, action, "r", Outcome.DONE, Map.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> audit.record(caller, "a".repeat(61), "r", Outcome.DONE, Map.of()));
    }

    @Test
    void detailsAreFewAndTheirKeysAreNames() {
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 21; i++) {
            many.put("k" + i, "v");
        }
        assertThrows(IllegalArgumentException.class, () -> audit.record(caller, "a", "r", Outcome.DONE, many));
        assertThrows(
                IllegalArgumentException.class, () -> audit.record(caller, "a", "r", Outcome.DONE, Map.of("a b", "v")));
        assertEquals(0, store.head(caller.workspace()));
    }

    @Test
    void aStoreThatIsAwayIsSaidSo() {
        ChainedAudit blind = new ChainedAudit(new AbsentStore(), checkpointer, Clock.systemUTC());
        for (org.junit.jupiter.api.function.Executable work : List.<org.junit.jupiter.api.function.Executable>of(
                () -> blind.record(caller, "a", "r", Outcome.DONE, Map.of()),
                () -> blind.list(caller, Long.MAX_VALUE, 10),
                () -> blind.verify(caller))) {
            assertEquals(
                    "audit-unavailable",
                    assertThrows(AuditException.class, work).code());
        }
    }

    @Test
    void tenancyChangesAreRecorded() {
        TenancyRecord record = new TenancyRecord(audit);
        record.changed(caller, new Change("setting-changed", "ws_1", Map.of("key", "access.review")));
        record.changed(caller, new Change("sign-in-refused", "usr_1", Map.of()));
        List<AuditEntry> entries = store.all(caller.workspace());
        assertEquals("tenancy.setting-changed", entries.get(0).action());
        assertEquals(Outcome.DONE, entries.get(0).outcome());
        assertEquals("tenancy.sign-in-refused", entries.get(1).action());
        assertEquals(Outcome.REFUSED, entries.get(1).outcome());
    }

    private AuditEntry record(String resource) {
        return audit.record(caller, "recording.viewed", resource, Outcome.DONE, Map.of("k", "v"));
    }

    private static List<String> resources(List<AuditEntry> entries) {
        return entries.stream().map(AuditEntry::resource).toList();
    }

    private static String hash(String action, String resource, Map<String, String> detail) {
        return Forms.entry(new AuditEntry(
                        WorkspaceId.PLATFORM, 1, Instant.EPOCH, "s", action, resource, Outcome.DONE, detail, "", ""))
                .expectedHash();
    }

    private static Arguments tampering(String name, long firstBroken, UnaryOperator<List<AuditEntry>> change) {
        return Arguments.of(name, firstBroken, change);
    }

    private static UnaryOperator<List<AuditEntry>> at(int index, UnaryOperator<AuditEntry> change) {
        return chain -> {
            chain.set(index, change.apply(chain.get(index)));
            return chain;
        };
    }

    private static List<AuditEntry> remove(List<AuditEntry> chain, int index) {
        chain.remove(index);
        return chain;
    }

    private static AuditEntry rehashed(AuditEntry e) {
        return copy(
                e, e.at(), e.subject(), e.resource(), e.detail(), Forms.entry(e).expectedHash());
    }

    private static AuditEntry copy(
            AuditEntry e, Instant at, String subject, String resource, Map<String, String> detail, String hash) {
        return new AuditEntry(
                e.workspace(),
                e.sequence(),
                at,
                subject,
                e.action(),
                resource,
                e.outcome(),
                detail,
                e.previousHash(),
                hash);
    }

    private static final class AbsentStore implements AuditStore {
        @Override
        public AuditEntry append(WorkspaceId workspace, Function<Optional<AuditEntry>, AuditEntry> next) {
            throw new IllegalStateException("no database");
        }

        @Override
        public List<AuditEntry> newest(WorkspaceId workspace, long before, int limit) {
            throw new IllegalStateException("no database");
        }

        @Override
        public void scan(WorkspaceId workspace, long after, Consumer<AuditEntry> visitor) {
            throw new IllegalStateException("no database");
        }

        @Override
        public long head(WorkspaceId workspace) {
            throw new IllegalStateException("no database");
        }
    }
}
