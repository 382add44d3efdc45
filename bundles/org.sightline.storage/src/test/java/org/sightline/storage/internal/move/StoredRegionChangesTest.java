package org.sightline.storage.internal.move;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.sightline.audit.AuditException;
import org.sightline.keys.KeysException;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.RegionChange;
import org.sightline.storage.RegionChange.Amount;
import org.sightline.storage.RegionChange.SignedReport;
import org.sightline.storage.RegionChange.State;
import org.sightline.storage.RegionChangeId;
import org.sightline.storage.RegionChanges.Plan;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;
import org.sightline.storage.StoredObject;
import org.sightline.storage.spi.InMemoryStorageBackend;
import org.sightline.storage.spi.Relocation;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.InvalidNameException;
import org.sightline.tenancy.WorkspaceId;

@Timeout(60)
final class StoredRegionChangesTest {
    private static final String ASIA = "ap-south-1";
    private static final int LARGE = 200_000;

    private final World world = new World();
    private final FakeOwner owner = new FakeOwner("recordings", world.rows);
    private World.Run run;

    @BeforeEach
    void start() throws StorageException {
        world.keep(world.canada, "rec_1", LARGE, 10);
        world.keep(world.canada, "rec_2", LARGE);
        run = world.new Run(new Faults(Integer.MAX_VALUE), owner);
    }

    @AfterEach
    void stop() {
        run.close();
    }

    private void restart() {
        run.close();
        run = world.new Run(new Faults(Integer.MAX_VALUE), owner);
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(2));
    }

    private RegionChange begin(String region, long bytesPerSecond) throws StorageException {
        return run.changes.begin(world.administrator, region, bytesPerSecond);
    }

    private RegionChange now(RegionChange change) {
        return run.changes.find(world.administrator, change.id()).orElseThrow();
    }

    private RegionChange awaitDone(RegionChange change) {
        soon().until(() -> now(change).state() == State.DONE);
        return now(change);
    }

    private void awaitMessage(RegionChange change, String part) {
        soon().untilAsserted(() ->
                assertTrue(now(change).message().contains(part), now(change).message()));
        assertEquals(State.RUNNING, now(change).state());
    }

    private static StorageException failure(Reason reason, Executable executable) {
        StorageException failure = assertThrows(StorageException.class, executable);
        assertEquals(reason, failure.reason(), failure.getMessage());
        return failure;
    }

    private ObjectKey key(String set, String name) {
        return new ObjectKey(world.workspace, set, name);
    }

    @Test
    void aPlanSaysWhatWouldMoveAndHowLongAndChangesNothing() throws Exception {
        owner.unready().add("rec_2");
        Plan plan = run.changes.plan(world.administrator, World.EUROPE);
        assertEquals(World.CANADA, plan.from());
        assertEquals(World.EUROPE, plan.to());
        assertEquals(5, plan.amount().objects());
        assertTrue(plan.amount().bytes() > 2 * LARGE);
        assertEquals(1, plan.recording());
        assertTrue(plan.estimate().isPresent());
        assertEquals(List.of(), World.keys(world.europe));
        assertEquals(List.of(), run.changes.list(world.administrator, 10));
        assertEquals(World.CANADA, world.towns.get(world.administrator).region());
    }

    @Test
    void aRegionThatCannotBeUsedIsRefused() {
        failure(Reason.NO_BACKEND, () -> run.changes.plan(world.administrator, "mars-1"));
        failure(Reason.NO_BACKEND, () -> begin("mars-1", 0));
        assertThrows(InvalidNameException.class, () -> run.changes.plan(world.administrator, "../etc"));
        assertThrows(InvalidNameException.class, () -> begin("x".repeat(1000), 0));
        assertThrows(IllegalArgumentException.class, () -> begin(World.EUROPE, -1));
        world.europe.failWith(Optional.of(Reason.YOUR_SETTINGS));
        failure(Reason.NO_BACKEND, () -> begin(World.EUROPE, 0));
        assertEquals(List.of(), run.changes.list(world.administrator, 10));
    }

    @Test
    void whereEverythingIsAlreadyNothingIsToMove() {
        failure(Reason.EXISTS, () -> run.changes.plan(world.administrator, World.CANADA));
        failure(Reason.EXISTS, () -> begin(World.CANADA, 0));
    }

    @Test
    void everythingFollowsAndIsOnRecord() throws Exception {
        RegionChange begun = begin(World.EUROPE, 0);
        assertEquals(World.EUROPE, world.towns.get(world.administrator).region());
        assertEquals("usr_admin", begun.requestedBy());
        RegionChange done = awaitDone(begun);
        world.assertAllIn(World.EUROPE);
        assertEquals(begun.total(), done.moved());
        assertEquals(5, done.moved().objects());
        assertTrue(done.endedAt().isPresent());
        assertEquals(List.of("region-change.begun", "region-change.done"), world.audited);
    }

    @Test
    void theReportHoldsAgainstThePublicKeyAndTheObjects() throws Exception {
        World.store(world.canada, key("rec_0", "left-over"), new byte[3]);
        RegionChange done = awaitDone(begin(World.EUROPE, 0));
        SignedReport report = done.report().orElseThrow();
        assertTrue(verifies(report, report.content()));
        assertFalse(verifies(report, report.content().replace("\"objects\":5", "\"objects\":6")));

        String lines = world.rows.all().values().stream()
                .flatMap(List::stream)
                .map(object -> object.key().path() + " " + object.sha256() + "\n")
                .sorted()
                .collect(Collectors.joining());
        String hash = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(lines.getBytes(StandardCharsets.UTF_8)));
        long bytes = world.rows.all().values().stream()
                .flatMap(List::stream)
                .mapToLong(StoredObject::length)
                .sum();
        assertEquals(
                "{\"format\":\"sightline-region-change-1\",\"change\":\"" + done.id() + "\",\"workspace\":\""
                        + world.workspace + "\",\"from\":\"ca-central-1\",\"to\":\"eu-central-1\","
                        + "\"requestedBy\":\"usr_admin\",\"startedAt\":\"" + done.startedAt() + "\",\"endedAt\":\""
                        + done.endedAt().orElseThrow() + "\",\"pauses\":{\"count\":0,\"seconds\":0},"
                        + "\"moved\":[{\"owner\":\"recordings\",\"sets\":2,\"objects\":5,\"bytes\":" + bytes + "}],"
                        + "\"deletedSince\":0,\"list\":{\"lines\":\"path sha256\",\"objects\":5,\"bytes\":" + bytes
                        + ",\"sha256\":\"" + hash
                        + "\"},\"scans\":[{\"region\":\"ca-central-1\",\"backend\":\"file-main\","
                        + "\"reached\":true,\"leftOversErased\":1,\"bytesErased\":3}]}",
                report.content());
    }

    private static boolean verifies(SignedReport report, String content) throws Exception {
        PublicKey key = KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(report.publicKey())));
        Signature signature = Signature.getInstance(report.algorithm());
        signature.initVerify(key);
        signature.update(content.getBytes(StandardCharsets.UTF_8));
        return signature.verify(Base64.getDecoder().decode(report.signature()));
    }

    @Test
    void whatItsOwnerHasDeletedSinceIsCountedNotListed() throws Exception {
        world.signingFails = Optional.of(new KeysException(KeysException.Reason.UNAVAILABLE, "no key", null));
        RegionChange change = begin(World.EUROPE, 0);
        awaitMessage(change, "cannot be signed: no key");
        world.rows.replace("rec_2", List.of());
        world.signingFails = Optional.empty();
        String content = awaitDone(change).report().orElseThrow().content();
        assertTrue(content.contains("\"sets\":1,\"objects\":3,"), content);
        assertTrue(content.contains("\"deletedSince\":2"), content);
        world.assertAllIn(World.EUROPE);
    }

    @Test
    void aPauseHoldsInTheMiddleOfAnObjectAndOverARestart() throws Exception {
        RegionChange change = begin(World.EUROPE, 50_000);
        soon().until(() -> now(change).message().contains("moves recordings")
                || now(change).moved().objects() > 0
                || !World.keys(world.europe).isEmpty());
        RegionChange paused = run.changes.pause(world.administrator, change.id());
        assertEquals(State.PAUSED, paused.state());
        assertEquals(1, paused.pauses().count());
        assertEquals(paused, run.changes.pause(world.administrator, change.id()));
        restart();
        assertEquals(State.PAUSED, now(change).state());
        world.assertAuthoritative();
        assertFalse(World.keys(world.canada).isEmpty());

        run.changes.limit(world.administrator, change.id(), 0);
        RegionChange resumed = run.changes.resume(world.administrator, change.id());
        assertEquals(State.RUNNING, resumed.state());
        RegionChange done = awaitDone(change);
        world.assertAllIn(World.EUROPE);
        assertEquals(1, done.pauses().count());
        assertTrue(done.report().orElseThrow().content().contains("\"pauses\":{\"count\":1,"));
        assertEquals(
                List.of(
                        "region-change.begun",
                        "region-change.paused",
                        "region-change.limited",
                        "region-change.resumed",
                        "region-change.done"),
                world.audited);
    }

    @Test
    void aSlowChangeBecomesFastWhenItsLimitIsRaised() throws Exception {
        RegionChange change = begin(World.EUROPE, 1);
        soon().until(() ->
                run.registered.all().size() == 2 && !World.keys(world.canada).isEmpty());
        run.changes.limit(world.administrator, change.id(), 0);
        awaitDone(change);
    }

    @Test
    void aRateIsKept() throws Exception {
        long start = System.nanoTime();
        awaitDone(begin(World.EUROPE, 1_000_000)); // 400 KB copied and read back
        long millis = (System.nanoTime() - start) / 1_000_000;
        assertTrue(millis > 500, millis + " ms");
    }

    @Test
    void aLaterChangeTakesThePlaceOfOneUnderWayAndAReturnWorks() throws Exception {
        InMemoryStorageBackend asia = new InMemoryStorageBackend("asia-main", ASIA);
        world.backends.add(asia);
        run.bind(asia);
        RegionChange first = begin(World.EUROPE, 100_000);
        soon().until(() -> !World.keys(world.europe).isEmpty());
        RegionChange second = begin(ASIA, 0);
        assertEquals(State.SUPERSEDED, now(first).state());
        assertTrue(now(first).endedAt().isPresent());
        assertEquals(World.EUROPE, second.from());
        awaitDone(second);
        world.assertAllIn(ASIA);

        RegionChange home = awaitDone(begin(World.CANADA, 0));
        world.assertAllIn(World.CANADA);
        assertEquals(5, home.moved().objects());
        assertEquals(
                List.of(home.id(), second.id(), first.id()),
                run.changes.list(world.administrator, 10).stream()
                        .map(RegionChange::id)
                        .toList());
    }

    @Test
    void turningBackWhileItRunsLeavesNothingBehind() throws Exception {
        world.keep(world.canada, "rec_3", 500_000);
        RegionChange there = begin(World.EUROPE, 300_000);
        soon().until(() -> now(there).moved().objects() > 0);
        RegionChange back = awaitDone(begin(World.CANADA, 0));
        world.assertAllIn(World.CANADA);
        assertEquals(State.SUPERSEDED, now(there).state());
        assertEquals(World.EUROPE, back.from());
    }

    @Test
    void aPausedChangeIsSupersededToo() throws Exception {
        RegionChange first = begin(World.EUROPE, 1);
        run.changes.pause(world.administrator, first.id());
        RegionChange second = begin(World.EUROPE, 0);
        assertEquals(State.SUPERSEDED, now(first).state());
        awaitDone(second);
        world.assertAllIn(World.EUROPE);
    }

    @Test
    void withoutItsOwnerNothingIsSaidToBeDone() throws Exception {
        RegionChange change = begin(World.EUROPE, 1);
        run.owners.unbindOwner(owner);
        failure(Reason.TRY_AGAIN, () -> run.changes.plan(world.administrator, World.EUROPE));
        run.changes.limit(world.administrator, change.id(), 0);
        awaitMessage(change, "whoever keeps recordings is not running");
        run.owners.bindOwner(owner);
        awaitDone(change);
        world.assertAllIn(World.EUROPE);
    }

    @Test
    void aDestinationThatGoesAwayIsWaitedFor() throws Exception {
        RegionChange change = begin(World.EUROPE, 100_000);
        run.unbind(world.europe);
        awaitMessage(change, World.EUROPE);
        world.assertAuthoritative();
        run.changes.limit(world.administrator, change.id(), 0);
        run.bind(world.europe);
        awaitDone(change);
        world.assertAllIn(World.EUROPE);
    }

    @Test
    void aFullDestinationIsWaitedFor() throws Exception {
        world.europe.refuse(Optional.of(Reason.FULL));
        RegionChange change = begin(World.EUROPE, 0);
        awaitMessage(change, "was told to refuse");
        world.assertAuthoritative();
        world.europe.refuse(Optional.empty());
        awaitDone(change);
        world.assertAllIn(World.EUROPE);
    }

    @Test
    void aSourceThatGoesAwayIsWaitedFor() throws Exception {
        run.unbind(world.canada);
        RegionChange change = begin(World.EUROPE, 0);
        awaitMessage(change, "could not move");
        run.bind(world.canada);
        awaitDone(change);
        world.assertAllIn(World.EUROPE);
    }

    @Test
    void whatIsDamagedStaysBehindAloneAndKeepsTheChangeOpen() throws Exception {
        byte[] whole = World.noise(key("rec_1", "take-0").path(), LARGE);
        byte[] damaged = whole.clone();
        damaged[LARGE / 2] ^= 1;
        world.canada.replace(key("rec_1", "take-0"), damaged);
        RegionChange change = begin(World.EUROPE, 0);
        awaitMessage(change, "1 could not move, tries again: what is kept as");
        assertTrue(now(change).message().contains("is damaged"));
        assertEquals(World.EUROPE, world.rows.of("rec_2").get(0).region());
        assertEquals(World.CANADA, world.rows.of("rec_1").get(0).region());
        assertEquals(Optional.empty(), world.europe.length(key("rec_1", "take-0")));

        world.canada.replace(key("rec_1", "take-0"), whole);
        awaitDone(change);
        world.assertAllIn(World.EUROPE);
    }

    @Test
    void whatIsMissingStaysBehindAlone() throws Exception {
        byte[] whole = World.noise(key("rec_1", "take-0").path(), LARGE);
        world.canada.delete(key("rec_1", "take-0"));
        RegionChange change = begin(World.EUROPE, 0);
        awaitMessage(change, "1 could not move, tries again: there is no");
        assertEquals(World.EUROPE, world.rows.of("rec_2").get(0).region());
        world.canada.replace(key("rec_1", "take-0"), whole);
        awaitDone(change);
    }

    @Test
    void whatIsStillBeingMadeIsWaitedFor() throws Exception {
        owner.unready().add("rec_2");
        RegionChange change = begin(World.EUROPE, 0);
        awaitMessage(change, "waits for 1 that are still being made or stored");
        owner.unready().clear();
        awaitDone(change);
        world.assertAllIn(World.EUROPE);
    }

    @Test
    void anOwnerThatFailsWithOneSetDoesNotHoldUpTheOthers() throws Exception {
        run.owners.unbindOwner(owner);
        boolean[] failing = {true};
        FakeOwner clumsy = new FakeOwner("recordings", world.rows) {
            @Override
            public boolean move(Caller caller, String set, String region, Relocation relocation)
                    throws StorageException, InterruptedException {
                if (failing[0] && set.equals("rec_1")) {
                    throw new IllegalStateException("a mistake");
                }
                return super.move(caller, set, region, relocation);
            }
        };
        run.owners.bindOwner(clumsy);
        RegionChange change = begin(World.EUROPE, 0);
        awaitMessage(change, "a mistake");
        assertEquals(World.EUROPE, world.rows.of("rec_2").get(0).region());
        failing[0] = false;
        awaitDone(change);
    }

    @Test
    void anOldRegionThatCannotBeLookedThroughKeepsTheChangeOpen() throws Exception {
        world.signingFails = Optional.of(new KeysException(KeysException.Reason.UNAVAILABLE, "no key", null));
        RegionChange change = begin(World.EUROPE, 0);
        awaitMessage(change, "no key");
        run.unbind(world.canada);
        world.signingFails = Optional.empty();
        awaitMessage(change, "no storage serves ca-central-1: it cannot be looked through");
        world.canada.failWith(Optional.of(Reason.TRY_AGAIN));
        run.bind(world.canada);
        awaitMessage(change, "was told to fail");
        world.canada.failWith(Optional.empty());
        awaitDone(change);
        world.assertAllIn(World.EUROPE);
    }

    @Test
    void aRegionItNeverLivedInDoesNotHoldItUpButTheReportSaysSo() throws Exception {
        InMemoryStorageBackend asia = new InMemoryStorageBackend("asia-main", ASIA);
        asia.failWith(Optional.of(Reason.TRY_AGAIN));
        run.bind(asia);
        String content =
                awaitDone(begin(World.EUROPE, 0)).report().orElseThrow().content();
        assertTrue(content.contains("{\"region\":\"ap-south-1\",\"backend\":\"asia-main\",\"reached\":false"), content);
    }

    @Test
    void aLeftOverThatCannotBeErasedKeepsTheChangeOpen() throws Exception {
        ObjectKey stubborn = key("rec_0", "left-over");
        World.store(world.canada, stubborn, new byte[3]);
        world.canada.keep(Optional.of(stubborn));
        RegionChange change = begin(World.EUROPE, 0);
        awaitMessage(change, "something is left that was erased");
        world.canada.keep(Optional.empty());
        awaitDone(change);
        world.assertAllIn(World.EUROPE);
    }

    @Test
    void anotherWorkspacesObjectsStay() throws Exception {
        ObjectKey other = new ObjectKey(WorkspaceId.fresh(), "rec_1", "take-0");
        World.store(world.canada, other, new byte[3]);
        awaitDone(begin(World.EUROPE, 0));
        assertEquals(List.of(other), World.keys(world.canada));
    }

    @Test
    void withoutAnAuditLogNothingBegins() throws Exception {
        world.auditFails = Optional.of(new AuditException("cannot write", null));
        assertThrows(AuditException.class, () -> begin(World.EUROPE, 0));
        assertEquals(List.of(), run.changes.list(world.administrator, 10));
        assertEquals(World.CANADA, world.towns.get(world.administrator).region());
    }

    @Test
    void twoRegionsInOnePlaceAreRefusedBeforeAnythingIsErased() throws Exception {
        InMemoryStorageBackend alias = world.canada.alias("alias", ASIA);
        run.bind(alias);
        StorageException failure = failure(Reason.YOUR_SETTINGS, () -> begin(ASIA, 0));
        assertTrue(failure.getMessage().contains("alias of ap-south-1 and file-main of ca-central-1"));
        failure(Reason.YOUR_SETTINGS, () -> run.changes.plan(world.administrator, ASIA));
        world.assertAuthoritative();
        assertEquals(5, World.keys(world.canada).size());
    }

    @Test
    void anotherStorageOfTheDestinationTakesOverAndNothingIsKeptTwice() throws Exception {
        InMemoryStorageBackend second = new InMemoryStorageBackend("s3-second", World.EUROPE);
        world.backends.add(second);
        run.bind(second);
        World.store(
                world.europe,
                key("rec_1", "take-0"),
                World.noise(key("rec_1", "take-0").path(), LARGE));
        world.europe.refuse(Optional.of(Reason.FULL));
        awaitDone(begin(World.EUROPE, 0));
        assertEquals(Optional.of((long) LARGE), world.europe.length(key("rec_1", "take-0")));
        assertEquals(Optional.of((long) LARGE), second.length(key("rec_2", "take-0")));
        world.assertAllIn(World.EUROPE);
    }

    @Test
    void aCopyThatWasMadeBesideOneThatCouldNotBeSeenIsTheOnlyOneInTheEnd() throws Exception {
        InMemoryStorageBackend second = new InMemoryStorageBackend("s3-second", World.EUROPE);
        world.backends.add(second);
        run.bind(second);
        World.store(
                world.europe,
                key("rec_1", "take-0"),
                World.noise(key("rec_1", "take-0").path(), LARGE));
        world.europe.failWith(Optional.of(Reason.TRY_AGAIN));
        RegionChange change = begin(World.EUROPE, 0);
        awaitMessage(change, "was told to fail");
        world.europe.failWith(Optional.empty());
        awaitDone(change);
        assertEquals(List.of(), World.keys(world.europe));
        world.assertAllIn(World.EUROPE);
    }

    @Test
    void aChangeThatHasEndedCannotBeChanged() throws Exception {
        RegionChange done = awaitDone(begin(World.EUROPE, 0));
        failure(Reason.EXISTS, () -> run.changes.pause(world.administrator, done.id()));
        failure(Reason.EXISTS, () -> run.changes.resume(world.administrator, done.id()));
        failure(Reason.EXISTS, () -> run.changes.limit(world.administrator, done.id(), 5));
        failure(Reason.NOT_FOUND, () -> run.changes.pause(world.administrator, RegionChangeId.fresh()));
        Caller stranger = Caller.platform(WorkspaceId.fresh());
        failure(Reason.NOT_FOUND, () -> run.changes.pause(stranger, done.id()));
        assertEquals(Optional.empty(), run.changes.find(stranger, done.id()));
        assertThrows(IllegalArgumentException.class, () -> run.changes.list(world.administrator, 0));
        assertThrows(IllegalArgumentException.class, () -> run.changes.list(world.administrator, 201));
    }

    @Test
    void progressIsSeenInTheMiddleOfALargeObject() throws Exception {
        world.keep(world.canada, "rec_0", 6 << 20);
        RegionChange change = begin(World.EUROPE, 3 << 20);
        awaitMessage(change, "MB copied or read back");
        assertTrue(now(change).message().startsWith("moves recordings: rec_"));
        assertEquals(new Amount(7, change.total().bytes()), now(change).total());
        run.changes.limit(world.administrator, change.id(), 0);
        awaitDone(change);
    }

    @Test
    void whatAnEarlierRunLeftIsTakenUpWhenTheDatabaseComesBack() throws Exception {
        RegionChange change = begin(World.EUROPE, 1);
        run.close();
        world.store.fail(true);
        run = world.new Run(new Faults(Integer.MAX_VALUE), owner);
        assertThrows(IllegalStateException.class, () -> now(change));
        world.store.fail(false);
        run.changes.limit(world.administrator, change.id(), 0);
        awaitDone(change);
        world.assertAllIn(World.EUROPE);
    }

    @Test
    void aDatabaseThatGoesAwayInTheMiddleIsWaitedFor() throws Exception {
        RegionChange change = begin(World.EUROPE, 200_000);
        soon().until(() -> !World.keys(world.europe).isEmpty());
        world.store.fail(true);
        world.assertAuthoritative();
        world.store.fail(false);
        run.changes.limit(world.administrator, change.id(), 0);
        awaitDone(change);
        world.assertAllIn(World.EUROPE);
    }

    @Test
    void aWorkspaceWithoutAnObjectMovesAtOnceEvenFromARegionThatNobodyServes() throws Exception {
        world.rows.replace("rec_1", List.of());
        world.rows.replace("rec_2", List.of());
        run.unbind(world.canada);
        RegionChange done = awaitDone(begin(World.EUROPE, 0));
        assertEquals(Amount.NONE, done.moved());
        assertTrue(done.report().orElseThrow().content().contains("\"scans\":[]"));
    }
}
