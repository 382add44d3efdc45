package org.sightline.keys.aws.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sightline.keys.DataKey;
import org.sightline.keys.Keys;
import org.sightline.keys.KeysException;
import org.sightline.keys.KeysException.Reason;
import org.sightline.keys.WrappedKey;
import org.sightline.keys.internal.TestKeys;
import org.sightline.keys.spi.InMemoryKeyProvider;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.WorkspaceId;

/** How the keys of AWS KMS are made, found, replaced and destroyed, at the double. */
@Timeout(60)
final class AwsKeysTest {
    private static final String CANADA = "ca-central-1";
    private static final String GERMANY = "eu-central-1";

    private final WorkspaceId workspace = WorkspaceId.fresh();
    private final Caller caller = Caller.platform(workspace);
    private final byte[] dataKey = new byte[32];
    private final AtomicLong now = new AtomicLong();
    private final List<AwsKeyProvider> nodes = new ArrayList<>();
    private KmsDouble kms;

    @BeforeEach
    void startDouble() throws IOException {
        kms = new KmsDouble();
    }

    @AfterEach
    void close() {
        nodes.forEach(AwsKeyProvider::close);
        kms.close();
    }

    private AwsKeyProvider node(String... regions) {
        AwsKeyProvider node = new AwsKeyProvider(Configs.impatient(kms, regions), now::get);
        nodes.add(node);
        return node;
    }

    private static Reason reason(org.junit.jupiter.api.function.Executable executable) {
        return assertThrows(KeysException.class, executable).reason();
    }

    @Test
    void workspaceAndContextAreTheEncryptionContext() throws Exception {
        AwsKeyProvider provider = node(CANADA);
        provider.prepare(workspace, CANADA);
        WrappedKey wrapped = provider.wrap(workspace, CANADA, dataKey, "rec_1");
        provider.unwrap(workspace, wrapped, "rec_1");
        provider.generate(workspace, CANADA, "rec_2").close();

        for (KmsDouble.Asked asked : kms.asked()) {
            if (Set.of("Encrypt", "Decrypt", "GenerateDataKey").contains(asked.operation())) {
                assertEquals(
                        workspace.value(),
                        asked.body().path("EncryptionContext").path("workspace").asText());
                assertTrue(asked.body()
                        .path("EncryptionContext")
                        .path("context")
                        .asText()
                        .startsWith("rec_"));
            }
        }
    }

    @Test
    void aDataKeyIsOneRequestOnceTheKeyIsKnown() throws Exception {
        AwsKeyProvider provider = node(CANADA);
        provider.prepare(workspace, CANADA);
        int before = kms.asked().size();
        for (int i = 0; i < 5; i++) {
            provider.prepare(workspace, CANADA);
            provider.generate(workspace, CANADA, "rec_1").close();
        }
        assertEquals(before + 5, kms.asked().size());
    }

    @Test
    void eachRegionHasItsOwnKeyAndIsAskedForItself() throws Exception {
        AwsKeyProvider provider = node("montreal=" + CANADA, GERMANY);
        provider.prepare(workspace, "montreal");
        provider.prepare(workspace, GERMANY);
        WrappedKey canadian = provider.wrap(workspace, "montreal", dataKey, "rec_1");
        WrappedKey german = provider.wrap(workspace, GERMANY, dataKey, "rec_1");

        assertTrue(canadian.version().startsWith("arn:aws:kms:" + CANADA + ":"), canadian.version());
        assertTrue(german.version().startsWith("arn:aws:kms:" + GERMANY + ":"), german.version());
        assertArrayEquals(dataKey, provider.unwrap(workspace, canadian, "rec_1"));
        assertEquals(
                Set.of(CANADA, GERMANY),
                kms.asked().stream().map(KmsDouble.Asked::region).collect(Collectors.toSet()));
        WrappedKey moved = new WrappedKey("aws", german.version(), canadian.ciphertext());
        assertEquals(Reason.WRONG_KEY, reason(() -> provider.unwrap(workspace, moved, "rec_1")));
    }

    @Test
    void aRegionChangeWrapsUnderTheKeyOfTheDestination() throws Exception {
        Keys keys = TestKeys.of(node(CANADA, GERMANY));
        try (DataKey key = keys.generate(caller, CANADA, "rec_1")) {
            WrappedKey moved = keys.rewrap(caller, key.wrapped(), GERMANY, "rec_1");
            assertNotEquals(key.wrapped().version(), moved.version());
            assertEquals(keys.current(caller, GERMANY).version(), moved.version());
            try (DataKey again = keys.unwrap(caller, moved, "rec_1")) {
                assertArrayEquals(key.bytes(), again.bytes());
            }
        }
    }

    @Test
    void keysOfTheLocalStoreAreTakenOverAndBack() throws Exception {
        InMemoryKeyProvider local = new InMemoryKeyProvider("local");
        AwsKeyProvider aws = node(CANADA);
        try (DataKey key = TestKeys.of(aws, local).generate(caller, CANADA, "rec_1")) {
            WrappedKey there = TestKeys.of(local, aws).rewrap(caller, key.wrapped(), CANADA, "rec_1");
            assertEquals("aws", there.provider());
            WrappedKey back = TestKeys.of(aws, local).rewrap(caller, there, CANADA, "rec_1");
            assertEquals("local", back.provider());
            try (DataKey again = TestKeys.of(local).unwrap(caller, back, "rec_1")) {
                assertArrayEquals(key.bytes(), again.bytes());
            }
        }
    }

    @Test
    void aRegionThatIsNotInTheConfigurationHasNoKeys() throws Exception {
        AwsKeyProvider provider = node(CANADA, GERMANY);
        provider.prepare(workspace, GERMANY);
        WrappedKey wrapped = provider.wrap(workspace, GERMANY, dataKey, "rec_1");
        AwsKeyProvider narrower = node(CANADA);
        KeysException failure = assertThrows(KeysException.class, () -> narrower.prepare(workspace, GERMANY));
        assertEquals(Reason.YOUR_SETTINGS, failure.reason());
        assertEquals(
                "no keys are made for the region eu-central-1; check regions in the configuration"
                        + " org.sightline.keys.aws",
                failure.getMessage());
        assertEquals(Reason.YOUR_SETTINGS, reason(() -> narrower.unwrap(workspace, wrapped, "rec_1")));
    }

    @Test
    void aKeyThatIsNewIsWaitedFor() throws Exception {
        kms.settleAfter(3);
        AwsKeyProvider provider = node(CANADA);
        provider.prepare(workspace, CANADA);
        WrappedKey wrapped = provider.wrap(workspace, CANADA, dataKey, "rec_1");
        assertArrayEquals(dataKey, provider.unwrap(workspace, wrapped, "rec_1"));
        assertEquals(List.of("Enabled"), kms.states(CANADA));
    }

    @Test
    void aLostAnswerLeavesAKeyThatCanBeUsed() throws Exception {
        AwsKeyProvider provider = node(CANADA);
        kms.plan("CreateAlias", 2, KmsDouble.Trouble.LOSE_ANSWER);
        provider.prepare(workspace, CANADA);
        WrappedKey wrapped = provider.wrap(workspace, CANADA, dataKey, "rec_1");
        assertEquals(List.of("Enabled"), kms.states(CANADA));

        kms.plan("UpdateAlias", 1, KmsDouble.Trouble.LOSE_ANSWER);
        String version = provider.rotate(workspace, CANADA);

        assertEquals(version, node(CANADA).currentVersion(workspace, CANADA));
        assertEquals(List.of("Enabled", "Enabled"), kms.states(CANADA));
        assertArrayEquals(dataKey, provider.unwrap(workspace, wrapped, "rec_1"));
    }

    @Test
    void nodesThatPrepareAtOnceEndUpWithOneKey() throws Exception {
        List<Callable<String>> both = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            AwsKeyProvider node = node(CANADA);
            both.add(() -> {
                node.prepare(workspace, CANADA);
                return node.currentVersion(workspace, CANADA);
            });
        }
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<String> versions = new ArrayList<>();
            for (Future<String> version : pool.invokeAll(both)) {
                versions.add(version.get());
            }
            assertEquals(1, Set.copyOf(versions).size());
            assertEquals(
                    1, kms.states(CANADA).stream().filter("Enabled"::equals).count());
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aRotationAtAnotherNodeIsNoticedWithinAMinute() throws Exception {
        AwsKeyProvider one = node(CANADA);
        AwsKeyProvider two = node(CANADA);
        one.prepare(workspace, CANADA);
        two.prepare(workspace, CANADA);
        String version = one.rotate(workspace, CANADA);
        assertEquals(version, one.currentVersion(workspace, CANADA));
        now.addAndGet(60_000_000_000L);
        assertEquals(version, two.currentVersion(workspace, CANADA));
    }

    @Test
    void aRotationThatIsRefusedChangesNothing() throws Exception {
        AwsKeyProvider provider = node(CANADA);
        provider.prepare(workspace, CANADA);
        String before = provider.currentVersion(workspace, CANADA);
        kms.plan("UpdateAlias", 1, new KmsDouble.Refusal(400, "AccessDeniedException"));
        assertEquals(Reason.YOUR_SETTINGS, reason(() -> provider.rotate(workspace, CANADA)));
        assertEquals(before, node(CANADA).currentVersion(workspace, CANADA));
        assertEquals(List.of("Enabled", "PendingDeletion"), kms.states(CANADA));
    }

    @Test
    void allVersionsInAllRegionsAreDestroyedAndStayDestroyed() throws Exception {
        AwsKeyProvider provider = node(CANADA, GERMANY);
        WorkspaceId other = WorkspaceId.fresh();
        for (int i = 0; i < 150; i++) {
            kms.alias(CANADA, "alias/another-" + i);
        }
        provider.prepare(other, CANADA);
        provider.prepare(workspace, CANADA);
        provider.prepare(workspace, GERMANY);
        WrappedKey old = provider.wrap(workspace, CANADA, dataKey, "rec_1");
        provider.rotate(workspace, CANADA);

        provider.destroy(workspace);

        assertEquals(List.of("PendingDeletion"), kms.states(GERMANY));
        assertEquals(
                2, kms.states(CANADA).stream().filter("PendingDeletion"::equals).count());
        AwsKeyProvider restarted = node(CANADA, GERMANY);
        assertEquals(Reason.DESTROYED, reason(() -> restarted.unwrap(workspace, old, "rec_1")));
        assertEquals(Reason.DESTROYED, reason(() -> restarted.prepare(workspace, CANADA)));
        kms.deletePending();
        assertEquals(Reason.DESTROYED, reason(() -> restarted.unwrap(workspace, old, "rec_1")));
        restarted.prepare(other, CANADA);
        restarted.wrap(other, CANADA, dataKey, "rec_1");
    }

    @Test
    void aRegionThatFailsKeepsNoOtherFromBeingDestroyed() throws Exception {
        AwsKeyProvider provider = node(CANADA, GERMANY);
        provider.prepare(workspace, CANADA);
        provider.prepare(workspace, GERMANY);
        kms.plan("ListAliases", 1, new KmsDouble.Refusal(400, "AccessDeniedException"));
        assertEquals(Reason.YOUR_SETTINGS, reason(() -> provider.destroy(workspace)));
        assertEquals(List.of("Enabled"), kms.states(CANADA));
        assertEquals(List.of("PendingDeletion"), kms.states(GERMANY));
        provider.destroy(workspace);
        assertEquals(List.of("PendingDeletion"), kms.states(CANADA));
    }

    @Test
    void activationNeedsNoNetwork() {
        kms.close();
        AwsKeyProvider provider = node(CANADA);
        assertTrue(provider.health().ready());
        assertEquals(Reason.UNAVAILABLE, reason(() -> provider.prepare(workspace, CANADA)));
        assertFalse(provider.health().ready());
    }

    @Test
    void aStoppedProviderRefuses() {
        AwsKeyProvider provider = node(CANADA);
        provider.close();
        assertEquals(Reason.UNAVAILABLE, reason(() -> provider.prepare(workspace, CANADA)));
    }
}
