package org.sightline.audit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sightline.audit.Audit.Outcome;
import org.sightline.audit.Audit.Verification;
import org.sightline.audit.AuditEntry;
import org.sightline.audit.AuditException;
import org.sightline.audit.Checkpoint;
import org.sightline.audit.internal.CheckpointConfig.Settings;
import org.sightline.audit.spi.CheckpointStore.Kept;
import org.sightline.audit.spi.InMemoryAuditStore;
import org.sightline.audit.spi.InMemoryCheckpointStore;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.WorkspaceId;

/** A log that somebody with the whole database at hand, but without the signing key, may have changed. */
final class CheckpointsTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.891Z");

    private final InMemoryAuditStore store = new InMemoryAuditStore();
    private final InMemoryCheckpointStore kept = new InMemoryCheckpointStore(store);
    private final TestSigner signer = new TestSigner();
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final WorkspaceId workspace = WorkspaceId.fresh();
    private final Caller caller = Caller.operator(workspace);
    private final List<Checkpointer> opened = new ArrayList<>();

    @TempDir
    Path directory;

    private ChainedAudit audit;
    private SignedCheckpoints checkpoints;
    private Checkpointer checkpointer;

    @BeforeEach
    void threeAndThenTwoEntriesAreSigned() {
        open(1_000, signer, List.of());
        record(3);
        checkpointer.round();
        record(2);
        checkpointer.round();
    }

    @AfterEach
    void nothingGoesOn() throws InterruptedException {
        for (Checkpointer each : opened) {
            each.close();
        }
    }

    @Test
    void checkpointsAgreeWithAnUntouchedLog() {
        record(1);
        Verification found = audit.verify(caller);
        assertTrue(found.intact(), found.message());
        assertEquals(
                "the chain of 6 entries is intact; 2 checkpoints agree, the last of 5 entries, signed " + NOW,
                found.message());
        assertEquals(List.of(5L, 3L), sizes(checkpoints.newest(caller, 10)));
        assertEquals(List.of(5L), sizes(checkpoints.newest(caller, 1)));
    }

    @Test
    void aLogThatDidNotGrowIsNotSignedAgain() {
        checkpointer.round();
        assertEquals(5, checkpoints.checkpoint(caller).orElseThrow().size());
        assertEquals(2, kept.all(workspace).size());
        assertEquals(Optional.empty(), checkpoints.checkpoint(Caller.operator(WorkspaceId.fresh())));
    }

    @Test
    void theFileHoldsTheLinesOfTheDatabase() throws Exception {
        assertEquals(lines(), Files.readAllLines(file()));
    }

    @Test
    void afterEverySoManyEntriesALogIsSignedAtOnce() {
        open(4, signer, List.of());
        record(3); // the eighth is among them
        Awaitility.await().until(() -> kept.all(workspace).size() == 3);
        assertEquals(8, kept.last(workspace).orElseThrow().checkpoint().size());
    }

    @Test
    void anEntryChangedWithAllHashesAfterItIsFound() {
        store.tamper(workspace, chain -> rechained(chain, 1, "somebody else"));
        found(1, "entries 1 to 3 are not those of the checkpoint of " + NOW + " in the database");
    }

    @Test
    void anEntryChangedAfterTheFirstCheckpointIsFoundBetweenTheTwo() {
        store.tamper(workspace, chain -> rechained(chain, 4, "somebody else"));
        found(4, "entries 4 to 5 are not those of the checkpoint");
    }

    @Test
    void anEntryRemovedAndTheRestChainedAnewIsFound() {
        store.tamper(workspace, chain -> {
            chain.remove(1);
            return rechained(chain, 1, "operator");
        });
        store.tamperHead(workspace, 4);
        found(1, "entries 1 to 3 are not those");
    }

    @Test
    void entriesThatChangedPlacesAreFound() {
        store.tamper(workspace, chain -> {
            chain.add(0, chain.remove(2));
            return rechained(chain, 1, "operator");
        });
        found(1, "entries 1 to 3 are not those");
    }

    @Test
    void aTailCutWithTheHeadRowIsFound() {
        store.tamper(workspace, chain -> chain.subList(0, 4));
        store.tamperHead(workspace, 4);
        found(5, "the end is missing: 4 entries are there, but the checkpoint of " + NOW + " in the database is of 5");
    }

    @Test
    void aTailCutWithTheHeadRowAndTheCheckpointsIsFoundByTheFile() {
        store.tamper(workspace, chain -> chain.subList(0, 3));
        store.tamperHead(workspace, 3);
        kept.tamper(workspace, all -> all.subList(0, 1));
        found(4, "in the file is of 5");
    }

    @Test
    void allRemovedWithAllCheckpointsIsFoundByTheFile() {
        store.tamper(workspace, chain -> List.of());
        store.tamperHead(workspace, 0);
        kept.tamper(workspace, all -> List.of());
        found(1, "in the file is of 3");
    }

    @Test
    void aTailThatWasReplacedIsNeverSigned() throws Exception {
        store.tamper(workspace, chain -> chain.subList(0, 4));
        store.tamperHead(workspace, 4);
        record(4);
        List<String> before = Files.readAllLines(file());
        checkpointer.round();
        assertEquals(before, Files.readAllLines(file()));
        assertTrue(assertThrows(AuditException.class, () -> checkpoints.checkpoint(caller))
                .getMessage()
                .contains("entry 6 does not follow the one before it"));
        assertFalse(audit.verify(caller).intact());
    }

    @Test
    void aLogWhoseCheckpointsWereRemovedIsNotSignedAsIfItWereNew() throws Exception {
        kept.tamper(workspace, all -> List.of());
        store.tamper(workspace, chain -> rechained(chain, 1, "somebody else"));
        List<String> before = Files.readAllLines(file());
        checkpointer.round();
        assertEquals(before, Files.readAllLines(file()));
        found(1, "entries 1 to 3 are not those of the checkpoint of " + NOW + " in the file");
    }

    @Test
    void aCheckpointThatSomebodyElseSignedIsFoundAndNeverBuiltUpon() throws Exception {
        Checkpointer forger = open(1_000, new TestSigner(), List.of());
        kept.tamper(workspace, all -> List.of());
        Files.delete(file());
        store.tamper(workspace, chain -> rechained(chain, 1, "somebody else"));
        forger.round();
        Files.delete(file());
        open(1_000, signer, List.of());
        record(1);
        checkpointer.round();
        assertEquals(1, kept.all(workspace).size());
        found(1, "the checkpoint of 5 entries in the database is signed with a key that is not trusted");
    }

    @Test
    void aCheckpointThatWasChangedIsFound() {
        tamperLast(c -> new Checkpoint(
                c.workspace(), c.size(), c.root(), c.lastHash(), c.at().plusMillis(1), c.publicKey(), c.signature()));
        found(4, "the signature of the checkpoint of 5 entries in the database is wrong");
    }

    @Test
    void aCheckpointOfAnotherWorkspaceIsFound() {
        Caller other = Caller.operator(WorkspaceId.fresh());
        for (int i = 0; i < 5; i++) {
            audit.record(other, "recording.viewed", "rec_" + i, Outcome.DONE, Map.of());
        }
        Checkpoint theirs = checkpoints.checkpoint(other).orElseThrow();
        tamperLast(mine -> theirs);
        found(4, "belongs to another workspace");
    }

    @Test
    void aDamagedFileIsFoundAndNotWrittenTo() throws Exception {
        Files.writeString(file(), "scribble\n", StandardOpenOption.APPEND);
        record(1);
        checkpointer.round();
        found(6, "what follows the checkpoint of 5 entries in the file is not one");
        assertTrue(Files.readString(file()).endsWith("scribble\n"));
    }

    @Test
    void linesOutOfOrderAreFound() throws Exception {
        List<String> lines = Files.readAllLines(file());
        Files.write(file(), List.of(lines.get(1), lines.get(0)));
        found(6, "out of order");
    }

    @Test
    void aLineThatACrashLeftHalfWrittenIsWrittenAnew() throws Exception {
        String whole = Files.readString(file());
        Files.writeString(file(), whole.substring(0, whole.length() - 20));
        assertTrue(audit.verify(caller).intact());
        record(1);
        checkpointer.round();
        assertEquals(3, Files.readAllLines(file()).size());
        assertEquals(lines(), Files.readAllLines(file()));
    }

    @Test
    void aFileThatIsMissingIsWrittenFromTheDatabase() throws Exception {
        Files.delete(file());
        record(1);
        checkpointer.round();
        assertEquals(lines(), Files.readAllLines(file()));
    }

    @Test
    void aFileThatCannotBeWrittenIsCaughtUpWith() throws Exception {
        Path aside = directory.resolve("aside");
        Files.move(file(), aside);
        Files.createDirectory(file());
        record(1);
        checkpointer.round();
        Files.delete(file());
        Files.move(aside, file());
        checkpointer.round();
        assertEquals(lines(), Files.readAllLines(file()));
        assertEquals(3, lines().size());
    }

    @Test
    void recordingGoesOnWhileNothingSigns() {
        signer.available(false);
        record(1);
        checkpointer.round();
        assertEquals(6, store.head(workspace));
        assertThrows(AuditException.class, () -> checkpoints.checkpoint(caller));
        assertThrows(AuditException.class, () -> audit.verify(caller), "nothing says whose signatures count");
        signer.available(true);
        checkpointer.round();
        assertEquals(6, kept.last(workspace).orElseThrow().checkpoint().size());
    }

    @Test
    void aFormerKeyCountsWhereItIsConfigured() throws Exception {
        open(1_000, new TestSigner(), List.of(signer.publicKey()));
        record(1);
        checkpointer.round();
        Verification found = audit.verify(caller);
        assertTrue(found.intact() && found.message().contains("3 checkpoints agree"), found.message());
    }

    private Checkpointer open(int entries, TestSigner with, List<String> formerKeys) {
        checkpointer = new Checkpointer(
                new Settings(directory, 86_400, entries, formerKeys), store, kept, List.of(with), clock);
        opened.add(checkpointer);
        audit = new ChainedAudit(store, checkpointer, clock);
        checkpoints = new SignedCheckpoints(audit, store, kept, checkpointer);
        return checkpointer;
    }

    private void record(int entries) {
        for (int i = 0; i < entries; i++) {
            audit.record(caller, "recording.viewed", "rec_" + i, Outcome.DONE, Map.of("k", "v"));
        }
    }

    private void found(long firstBroken, String message) {
        Verification verification = audit.verify(caller);
        assertFalse(verification.intact(), verification.message());
        assertTrue(verification.message().contains(message), verification.message());
        assertEquals(firstBroken, verification.firstBroken());
    }

    private Path file() {
        return directory.resolve(workspace + ".checkpoints");
    }

    private List<String> lines() {
        return kept.all(workspace).stream()
                .map(each -> new String(
                        Forms.line(each.checkpoint()).toString().getBytes(StandardCharsets.US_ASCII),
                        StandardCharsets.US_ASCII))
                .toList();
    }

    private void tamperLast(UnaryOperator<Checkpoint> change) {
        kept.tamper(workspace, all -> {
            Kept last = all.remove(all.size() - 1);
            all.add(new Kept(change.apply(last.checkpoint()), last.edge()));
            return all;
        });
    }

    private static List<Long> sizes(List<Checkpoint> checkpoints) {
        return checkpoints.stream().map(Checkpoint::size).toList();
    }

    /** The chain with another subject in one entry, numbered and hashed anew from the first. */
    private static List<AuditEntry> rechained(List<AuditEntry> chain, long sequence, String subject) {
        List<AuditEntry> forged = new ArrayList<>();
        String previous = "0".repeat(64);
        for (AuditEntry e : chain) {
            long next = forged.size() + 1;
            AuditEntry unhashed = copy(e, next, next == sequence ? subject : e.subject(), previous, "");
            previous = Forms.entry(unhashed).expectedHash();
            forged.add(copy(unhashed, next, unhashed.subject(), unhashed.previousHash(), previous));
        }
        return forged;
    }

    private static AuditEntry copy(AuditEntry e, long sequence, String subject, String previous, String hash) {
        return new AuditEntry(
                e.workspace(),
                sequence,
                e.at(),
                subject,
                e.action(),
                e.resource(),
                e.outcome(),
                e.detail(),
                previous,
                hash);
    }
}
