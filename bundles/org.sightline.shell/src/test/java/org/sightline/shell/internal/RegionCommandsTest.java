package org.sightline.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sightline.access.Action;
import org.sightline.storage.RegionChange;
import org.sightline.storage.RegionChange.SignedReport;
import org.sightline.storage.RegionChangeId;
import org.sightline.storage.StorageException.Reason;
import org.sightline.tenancy.Caller;

/** Changing a workspace's region from the console. */
final class RegionCommandsTest {
    private final FakePlatform platform = new FakePlatform();
    private final FakeRegionChanges changes = new FakeRegionChanges();

    private RegionChangeBegin begin(String region) {
        RegionChangeBegin command = new RegionChangeBegin();
        command.changes = changes;
        command.storage = platform.storage;
        command.workspace = "north";
        command.region = region;
        return command;
    }

    private RegionChange begun() throws Exception {
        return changes.begin(Caller.operator(platform.north.id()), "eu-central-1", 0);
    }

    private <T extends RegionChangeCommand> T steering(T command) {
        command.changes = changes;
        return command;
    }

    private RegionChangePause pause(String change) {
        RegionChangePause command = steering(new RegionChangePause());
        command.workspace = "north";
        command.change = change;
        return command;
    }

    private RegionChangeReport report(RegionChange change) {
        RegionChangeReport command = new RegionChangeReport();
        command.changes = changes;
        command.workspace = "north";
        command.change = change.id().value();
        return command;
    }

    @Test
    void eachStorageOfARegionIsShown() throws Exception {
        RegionList regions = new RegionList();
        regions.storage = platform.storage;
        String listed = platform.run(regions);
        assertTrue(listed.contains("file-main") && listed.contains("1.1 TB"), listed);
        assertTrue(listed.contains("refused") && listed.contains("unlimited"), listed);
        assertTrue(listed.contains("eu-central-1"), listed);
    }

    @Test
    void itSaysWhatItMovesAndAsksFirst() throws Exception {
        platform.answer = "eu-central-1";
        RegionChangeBegin command = begin("eu-central-1");
        command.limit = 20;
        String printed = platform.run(command);
        assertTrue(printed.contains("moves     12 objects, 3.5 MB"), printed);
        assertTrue(printed.contains("recording 1 "), printed);
        assertTrue(printed.contains("takes     about 1 min 30 s"), printed);
        assertTrue(printed.contains("change " + changes.changes.get(0).id() + " begun"), printed);
        assertEquals(20_000_000, changes.changes.get(0).bytesPerSecond());
        platform.assertAsked(Action.REGION_CHANGE, platform.north.id());
    }

    @Test
    void anotherAnswerThanTheRegionsNameChangesNothing() throws Exception {
        for (String answer : new String[] {"y", "", null}) {
            platform.answer = answer;
            assertTrue(platform.run(begin("eu-central-1")).endsWith("nothing was changed\n"));
        }
        assertTrue(changes.changes.isEmpty());
    }

    @Test
    void toldYesItDoesNotAsk() throws Exception {
        RegionChangeBegin command = begin("eu-central-1");
        command.yes = true;
        assertTrue(platform.run(command).contains("begun"));
        assertEquals(0, changes.changes.get(0).bytesPerSecond());
    }

    @Test
    void aRegionThatNobodyServesOrThatDoesNotAnswerIsRefused() {
        assertTrue(platform.failure(begin("eu-west-3")).startsWith("region-unknown: "));
        changes.fails = Reason.NO_BACKEND;
        assertEquals("no-store: s3-main: the bucket does not answer", platform.failure(begin("eu-central-1")));
        changes.fails = Reason.EXISTS;
        assertTrue(platform.failure(begin("ca-central-1")).startsWith("already-there: "));
        changes.fails = null;
        RegionChangeBegin command = begin("eu-central-1");
        command.yes = true;
        command.limit = -1;
        assertTrue(platform.failure(command).startsWith("invalid-argument: limit"));
        platform.denies = true;
        assertTrue(platform.failure(begin("eu-central-1")).startsWith("access-denied: "));
        assertTrue(changes.changes.isEmpty());
    }

    @Test
    void changesAreListedWithHowFarTheyHaveCome() throws Exception {
        RegionChange begun = begun();
        RegionChangeList list = new RegionChangeList();
        list.changes = changes;
        list.workspace = "north";
        String listed = platform.run(list);
        assertTrue(listed.contains(begun.id().value()) && listed.contains("running"), listed);
        assertTrue(listed.contains("5 of 12") && listed.contains("999 B of 3.5 MB"), listed);
        assertTrue(listed.contains("copies rec_1"), listed);
        platform.assertAsked(Action.REGION_CHANGE, platform.north.id());
    }

    @Test
    void aChangeIsPausedLimitedAndResumed() throws Exception {
        String id = begun().id().value();
        assertEquals("change " + id + " is paused\n", platform.run(pause(id)));
        platform.assertAsked(Action.REGION_CHANGE, platform.north.id());

        RegionChangeLimit limit = steering(new RegionChangeLimit());
        limit.workspace = "north";
        limit.change = id;
        limit.limit = 5;
        assertEquals("limit of change " + id + ": 5.0 MB/s\n", platform.run(limit));
        limit.limit = 0;
        assertEquals("limit of change " + id + ": none\n", platform.run(limit));

        RegionChangeResume resume = steering(new RegionChangeResume());
        resume.workspace = "north";
        resume.change = id;
        assertEquals("change " + id + " is running\n", platform.run(resume));
    }

    @Test
    void aChangeThatHasEndedOrIsUnknownIsNotSteered() throws Exception {
        RegionChange done = changes.finish(begun());
        assertTrue(platform.failure(pause(done.id().value())).startsWith("change-ended: "));
        assertTrue(platform.failure(pause(RegionChangeId.fresh().value())).startsWith("not-found: "));
        assertTrue(platform.failure(pause("rec_1")).startsWith("invalid-argument: "));
    }

    @Test
    void aReportIsShownOnceThereIsOne() throws Exception {
        RegionChange begun = begun();
        assertTrue(platform.failure(report(begun)).startsWith("not-ready: "));
        changes.finish(begun);
        String shown = platform.run(report(begun));
        assertTrue(shown.startsWith("{}\nalgorithm   Ed25519\n"), shown);
    }

    @Test
    void aReportIsWrittenAsOthersCheckItAndOverwritesNothing(@TempDir Path directory) throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] content = "{\"workspace\":\"ä\"}".getBytes(StandardCharsets.UTF_8);
        Signature signing = Signature.getInstance("Ed25519");
        signing.initSign(pair.getPrivate());
        signing.update(content);
        Base64.Encoder base64 = Base64.getEncoder();
        changes.report = new SignedReport(
                new String(content, StandardCharsets.UTF_8),
                "Ed25519",
                base64.encodeToString(pair.getPublic().getEncoded()),
                base64.encodeToString(signing.sign()));
        RegionChange done = changes.finish(begun());
        RegionChangeReport command = report(done);
        command.to = directory.toString();

        assertTrue(platform.run(command).startsWith("written to "));

        String pem = Files.readString(directory.resolve(done.id() + ".pem"));
        byte[] key = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        Signature check = Signature.getInstance("Ed25519");
        check.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(key)));
        check.update(Files.readAllBytes(directory.resolve(done.id() + ".json")));
        assertTrue(check.verify(Files.readAllBytes(directory.resolve(done.id() + ".sig"))));
        assertTrue(platform.failure(command).startsWith("not-written: "));
        command.to = directory.resolve("nowhere").toString();
        assertTrue(platform.failure(command).startsWith("not-written: "));
        assertFalse(Files.exists(directory.resolve("nowhere")));
    }
}
