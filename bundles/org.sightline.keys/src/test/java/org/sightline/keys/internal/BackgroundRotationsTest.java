package org.sightline.keys.internal;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sightline.audit.AuditException;
import org.sightline.keys.DataKey;
import org.sightline.keys.KeyRotations.Progress;
import org.sightline.keys.Keys;
import org.sightline.keys.KeysException;
import org.sightline.keys.KeysException.Reason;
import org.sightline.keys.WrappedKey;
import org.sightline.keys.spi.InMemoryKeyProvider;
import org.sightline.keys.spi.InMemoryWrappedKeys;
import org.sightline.keys.spi.KeyProvider;
import org.sightline.keys.spi.WrappedKeyOwner;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.WorkspaceId;

@Timeout(60)
final class BackgroundRotationsTest {
    private static final String REGION = FakeWorkspaces.REGION;
    private static final long NEVER = 3_600_000;

    private final Caller caller = Caller.operator(WorkspaceId.fresh());
    private final InMemoryKeyProvider low = new InMemoryKeyProvider("low");
    private final InMemoryKeyProvider high = new InMemoryKeyProvider("high");
    private final FakeWorkspaces workspaces = new FakeWorkspaces();
    private final FakeAudit audit = new FakeAudit();
    private final List<BackgroundRotations> started = new ArrayList<>();
    private Keys keys;
    private InMemoryWrappedKeys owner;

    @AfterEach
    void close() throws Exception {
        for (BackgroundRotations rotations : started) {
            rotations.close();
        }
    }

    private BackgroundRotations start(long resumeAfterMillis, List<WrappedKeyOwner> owners, KeyProvider... running) {
        Providers providers = new Providers("", List.of(running));
        BackgroundRotations rotations = new BackgroundRotations(
                providers, new ProviderKeys(providers), workspaces, audit, owners, 1, resumeAfterMillis);
        started.add(rotations);
        return rotations;
    }

    private void keepWrapped(int count, KeyProvider... running) throws KeysException {
        keys = TestKeys.of(running);
        owner = new InMemoryWrappedKeys(keys, REGION);
        for (int i = 0; i < count; i++) {
            try (DataKey key = keys.generate(caller, REGION, "rec_" + i)) {
                owner.keep(caller, "rec_" + i, key.wrapped());
            }
        }
    }

    private Progress finished(BackgroundRotations rotations) {
        return await().until(
                        () -> rotations.progress(caller),
                        progress -> progress.filter(Progress::done).isPresent())
                .orElseThrow();
    }

    @Test
    void aRotationWrapsEverythingAnewInBatches() throws Exception {
        keepWrapped(2_500, low);
        WrappedKey before = owner.kept(caller, "rec_7");
        BackgroundRotations rotations = start(NEVER, List.of(owner), low);
        assertEquals(Optional.empty(), rotations.progress(caller));

        Progress begun = rotations.rotate(caller);

        assertEquals("low", begun.provider());
        assertEquals("2", begun.version());
        assertEquals(2_500, begun.due());
        Progress done = finished(rotations);
        assertEquals(2_500, done.rewrapped());
        assertEquals(0, owner.due(caller));
        WrappedKey after = owner.kept(caller, "rec_7");
        assertEquals("2", after.version());
        try (DataKey one = keys.unwrap(caller, before, "rec_7");
                DataKey two = keys.unwrap(caller, after, "rec_7")) {
            assertArrayEquals(one.bytes(), two.bytes());
        }
    }

    @Test
    void beginningAndEndAreInTheAuditLog() throws Exception {
        keepWrapped(1, low);
        start(NEVER, List.of(owner), low).rotate(caller);
        await().until(() -> audit.recorded().size() == 2);
        assertEquals(List.of("operator key.rotation-begun DONE", "platform key.rotation-ended DONE"), audit.recorded());
    }

    @Test
    void aRotationThatIsRunningIsNotBegunTwice() throws Exception {
        keepWrapped(1, low);
        owner.failWith(Optional.of(new IllegalStateException("the database is away")));
        BackgroundRotations rotations = start(NEVER, List.of(owner), low);
        rotations.rotate(caller);
        assertEquals("2", rotations.rotate(caller).version());
        assertEquals("2", low.currentVersion(caller.workspace(), REGION));
    }

    @Test
    void aSecondRotationMakesAThirdVersion() throws Exception {
        keepWrapped(10, low);
        BackgroundRotations rotations = start(NEVER, List.of(owner), low);
        rotations.rotate(caller);
        finished(rotations);
        rotations.rotate(caller);
        assertEquals("3", finished(rotations).version());
        assertEquals("3", owner.kept(caller, "rec_0").version());
    }

    @Test
    void anOwnerThatFailsIsWaitedForAndTheReasonIsShown() throws Exception {
        keepWrapped(10, low);
        owner.failWith(Optional.of(new IllegalStateException("the database is away")));
        BackgroundRotations rotations = start(NEVER, List.of(owner), low);
        rotations.rotate(caller);
        await().until(() -> message(rotations).equals("waits and tries again: the database is away"));

        owner.failWith(Optional.empty());

        assertEquals(10, finished(rotations).rewrapped());
    }

    private String message(BackgroundRotations rotations) {
        return rotations.progress(caller).orElseThrow().message();
    }

    @Test
    void withoutAnyOwnerItWaits() throws Exception {
        BackgroundRotations rotations = start(NEVER, List.of(), low);
        rotations.rotate(caller);
        await().until(() -> message(rotations).contains("nothing that keeps wrapped keys is running"));
        assertFalse(rotations.progress(caller).orElseThrow().done());
    }

    @Test
    void aKeyThatCannotBeUnwrappedEndsItAfterAFewTries() throws Exception {
        keepWrapped(1, low);
        owner.keep(caller, "rec_other", owner.kept(caller, "rec_0"));
        BackgroundRotations rotations = start(NEVER, List.of(owner), low);
        rotations.rotate(caller);
        await().until(() -> message(rotations).startsWith("stopped: "));
        await().until(() -> audit.recorded().contains("platform key.rotation-ended FAILED"));

        owner.keep(
                caller, "rec_other", keys.generate(caller, REGION, "rec_other").wrapped());
        rotations.rotate(caller);
        assertEquals("3", finished(rotations).version());
    }

    @Test
    void aProviderThatIsSwappedInGetsAllKeysFromTheOldOne() throws Exception {
        keepWrapped(20, low);
        Keys after = TestKeys.of(low, high);
        InMemoryWrappedKeys moved = new InMemoryWrappedKeys(after, REGION);
        for (int i = 0; i < 20; i++) {
            moved.keep(caller, "rec_" + i, owner.kept(caller, "rec_" + i));
        }
        BackgroundRotations rotations = start(NEVER, List.of(moved), low, high);

        rotations.rotate(caller);

        assertEquals("high", finished(rotations).provider());
        try (DataKey old = keys.unwrap(caller, owner.kept(caller, "rec_3"), "rec_3");
                DataKey now = TestKeys.of(high).unwrap(caller, moved.kept(caller, "rec_3"), "rec_3")) {
            assertArrayEquals(old.bytes(), now.bytes());
        }
    }

    @Test
    void whatAStopLeftIsGoneOnWithAtTheNextStart() throws Exception {
        keepWrapped(10, low);
        owner.failWith(Optional.of(new IllegalStateException("the database is away")));
        BackgroundRotations before = start(NEVER, List.of(owner), low);
        before.rotate(caller);
        before.close();
        owner.failWith(Optional.empty());
        assertEquals(10, owner.due(caller));

        BackgroundRotations after = start(1, List.of(owner), low);

        assertEquals("2", finished(after).version());
        assertEquals(0, owner.due(caller));
        await().until(() ->
                workspaces.setting(caller, BackgroundRotations.RUNNING).equals(Optional.of("")));
    }

    @Test
    void aProviderThatCannotRotateChangesNothing() throws Exception {
        keepWrapped(1, low);
        BackgroundRotations rotations = start(NEVER, List.of(owner), low);
        low.failWith(Optional.of(Reason.UNAVAILABLE));
        assertEquals(
                Reason.UNAVAILABLE,
                assertThrows(KeysException.class, () -> rotations.rotate(caller))
                        .reason());
        low.failWith(Optional.empty());
        assertEquals("1", low.currentVersion(caller.workspace(), REGION));
        assertEquals(Optional.empty(), rotations.progress(caller));
        assertEquals(
                List.of("operator key.rotation-begun DONE", "operator key.rotation-ended FAILED"), audit.recorded());
    }

    @Test
    void withoutAnAuditLogNothingIsRotated() throws Exception {
        keepWrapped(1, low);
        audit.available(false);
        BackgroundRotations rotations = start(NEVER, List.of(owner), low);
        assertThrows(AuditException.class, () -> rotations.rotate(caller));
        assertEquals("1", low.currentVersion(caller.workspace(), REGION));
    }

    @Test
    void withoutAProviderTheReasonIsOneLine() {
        BackgroundRotations rotations = start(NEVER, List.of(), new KeyProvider[0]);
        KeysException failure = assertThrows(KeysException.class, () -> rotations.rotate(caller));
        assertEquals("no key provider is running", failure.getMessage());
        assertTrue(audit.recorded().isEmpty());
    }
}
