package org.sightline.audit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sightline.audit.Audit.Outcome;
import org.sightline.audit.internal.CheckpointConfig.Settings;
import org.sightline.audit.internal.verifier.AuditVerifier;
import org.sightline.audit.spi.InMemoryAuditStore;
import org.sightline.audit.spi.InMemoryCheckpointStore;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.WorkspaceId;

/** The verifier in a Java process of its own that has nothing else of the platform. */
final class StandAloneTest {
    private static final long PATIENCE_SECONDS = 60;

    private final InMemoryAuditStore store = new InMemoryAuditStore();
    private final TestSigner signer = new TestSigner();
    private final Caller caller = Caller.operator(WorkspaceId.fresh());

    @TempDir
    Path directory;

    private Checkpointer checkpointer;
    private Path export;
    private Path checkpoints;
    private Path key;

    @BeforeEach
    void aLogIsExported() throws IOException {
        InMemoryCheckpointStore kept = new InMemoryCheckpointStore(store);
        checkpointer = new Checkpointer(
                new Settings(directory, 86_400, 1_000, List.of()), store, kept, List.of(signer), Clock.systemUTC());
        ChainedAudit audit = new ChainedAudit(store, checkpointer, Clock.systemUTC());
        for (int i = 1; i <= 10; i++) {
            audit.record(caller, "recording.viewed", "rec_" + i, Outcome.DONE, Map.of("name", "é🙂\"\\" + i));
            if (i == 4 || i == 10) {
                checkpointer.round();
            }
        }
        export = directory.resolve("north.jsonl");
        checkpoints = directory.resolve("north.checkpoints");
        key = directory.resolve("north.pem");
        Files.writeString(key, signer.pem());
        try (OutputStream log = Files.newOutputStream(export);
                OutputStream lines = Files.newOutputStream(checkpoints)) {
            assertEquals(
                    List.of(signer.publicKey()),
                    new SignedCheckpoints(audit, store, kept, checkpointer).export(caller, log, lines));
        }
    }

    @AfterEach
    void nothingGoesOn() throws InterruptedException {
        checkpointer.close();
    }

    @Test
    void anExportIsIntact() throws Exception {
        verified(0, "INTACT: " + caller.workspace() + ": the chain of 11 entries is intact; 3 checkpoints agree");
    }

    @Test
    void anEditIsFound() throws Exception {
        List<String> lines = lines();
        lines.set(6, lines.get(6).replace("rec_7", "rec_8"));
        Files.write(export, lines);
        verified(1, "entry 7 was changed");
    }

    @Test
    void aDeletionIsFound() throws Exception {
        List<String> lines = lines();
        lines.remove(2);
        Files.write(export, lines);
        verified(1, "entry 3 is missing: 4 stands in its place");
    }

    @Test
    void aReorderIsFound() throws Exception {
        List<String> lines = lines();
        Collections.swap(lines, 4, 5);
        Files.write(export, lines);
        verified(1, "entry 5 is missing: 6 stands in its place");
    }

    @Test
    void aCutTailIsFound() throws Exception {
        Files.write(export, lines().subList(0, 8));
        verified(1, "the end is missing: 8 entries are there, but the checkpoint of");
    }

    @Test
    void anotherKeyIsNotTrusted() throws Exception {
        Files.writeString(key, new TestSigner().pem());
        verified(1, "signed with a key that is not trusted");
    }

    @Test
    void whatCannotBeCheckedIsNeitherIntactNorBroken() throws Exception {
        Files.writeString(key, "no key");
        verified(2, "cannot be checked: no public key in PEM form");
        Files.writeString(key, signer.pem());
        Files.writeString(export, "{}\n");
        verified(2, "line 1: an entry has 10 fields");
        Files.writeString(checkpoints, "");
        verified(2, "holds no checkpoint");
        Files.delete(export);
        verified(2, "cannot be checked: ");
    }

    private List<String> lines() throws IOException {
        return new ArrayList<>(Files.readAllLines(export));
    }

    private void verified(int exit, String message) throws Exception {
        Path classes = directory.resolve("classes");
        copyOfTheVerifier(classes);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classes.toString(),
                        AuditVerifier.class.getName(),
                        export.toString(),
                        checkpoints.toString(),
                        key.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertTrue(output.contains(message), output);
        assertEquals(exit, process.exitValue(), output);
    }

    private static void copyOfTheVerifier(Path to) throws Exception {
        Path all = Path.of(AuditVerifier.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path folder = Path.of(AuditVerifier.class.getPackageName().replace('.', '/'));
        Files.createDirectories(to.resolve(folder));
        try (Stream<Path> classes = Files.list(all.resolve(folder))) {
            for (Path each : classes.toList()) {
                Files.copy(
                        each,
                        to.resolve(folder).resolve(each.getFileName()),
                        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
