package org.sightline.keys.spi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sightline.keys.DataKey;
import org.sightline.keys.KeysException;
import org.sightline.keys.KeysException.Reason;
import org.sightline.keys.WrappedKey;
import org.sightline.tenancy.WorkspaceId;

/** What every key provider must do. Extend it and return a provider that works. */
@Timeout(60)
public abstract class KeyProviderContract {
    /** Two regions; where a provider has one key for all, they make no difference. */
    protected static final String HERE = "ca-central-1";

    protected static final String THERE = "eu-central-1";

    private final WorkspaceId workspace = WorkspaceId.fresh();
    private final byte[] dataKey = new byte[32];
    private KeyProvider provider;

    /** A provider without keys. */
    protected abstract KeyProvider create() throws Exception;

    @BeforeEach
    void createProvider() throws Exception {
        new Random(1).nextBytes(dataKey);
        provider = create();
        provider.prepare(workspace, HERE);
    }

    private static void assertReason(Reason reason, org.junit.jupiter.api.function.Executable executable) {
        KeysException failure = assertThrows(KeysException.class, executable);
        assertEquals(reason, failure.reason(), failure.getMessage());
        assertFalse(failure.getMessage().isBlank());
    }

    @Test
    void aWrappedKeyNamesItsProvider() throws Exception {
        assertFalse(provider.name().isBlank());
        assertEquals(
                provider.name(),
                provider.wrap(workspace, HERE, dataKey, "rec_1").provider());
    }

    @Test
    void whatWasWrappedIsUnwrapped() throws Exception {
        WrappedKey wrapped = provider.wrap(workspace, HERE, dataKey, "rec_1");
        assertArrayEquals(dataKey, provider.unwrap(workspace, wrapped, "rec_1"));
    }

    @Test
    void everyGeneratedKeyIsAnotherAndUnwraps() throws Exception {
        try (DataKey one = provider.generate(workspace, HERE, "rec_1");
                DataKey two = provider.generate(workspace, HERE, "rec_1")) {
            assertFalse(Arrays.equals(one.bytes(), two.bytes()));
            assertArrayEquals(one.bytes(), provider.unwrap(workspace, one.wrapped(), "rec_1"));
            assertEquals(provider.currentVersion(workspace, HERE), one.wrapped().version());
            assertReason(Reason.WRONG_KEY, () -> provider.unwrap(workspace, one.wrapped(), "rec_2"));
        }
    }

    @Test
    void wrappingTwiceGivesTwoTexts() throws Exception {
        assertNotEquals(
                provider.wrap(workspace, HERE, dataKey, "rec_1").ciphertext(),
                provider.wrap(workspace, HERE, dataKey, "rec_1").ciphertext());
    }

    @Test
    void anotherContextIsRefused() throws Exception {
        WrappedKey wrapped = provider.wrap(workspace, HERE, dataKey, "rec_1");
        assertReason(Reason.WRONG_KEY, () -> provider.unwrap(workspace, wrapped, "rec_2"));
    }

    @Test
    void anotherWorkspaceIsRefused() throws Exception {
        WorkspaceId other = WorkspaceId.fresh();
        provider.prepare(other, HERE);
        WrappedKey wrapped = provider.wrap(workspace, HERE, dataKey, "rec_1");
        assertReason(Reason.WRONG_KEY, () -> provider.unwrap(other, wrapped, "rec_1"));
        assertReason(Reason.WRONG_KEY, () -> provider.unwrap(WorkspaceId.fresh(), wrapped, "rec_1"));
    }

    @Test
    void anAlteredKeyIsRefused() throws Exception {
        WrappedKey wrapped = provider.wrap(workspace, HERE, dataKey, "rec_1");
        byte[] bytes = Base64.getUrlDecoder().decode(wrapped.ciphertext());
        for (int i = 0; i < bytes.length; i += 7) {
            byte[] altered = bytes.clone();
            altered[i] ^= 1;
            WrappedKey forged = wrapped(wrapped, altered);
            assertReason(Reason.WRONG_KEY, () -> provider.unwrap(workspace, forged, "rec_1"));
        }
        WrappedKey cut = wrapped(wrapped, new byte[] {1});
        assertReason(Reason.WRONG_KEY, () -> provider.unwrap(workspace, cut, "rec_1"));
    }

    private static WrappedKey wrapped(WrappedKey like, byte[] bytes) {
        return new WrappedKey(
                like.provider(),
                like.version(),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    @Test
    void anUnknownVersionIsRefused() throws Exception {
        WrappedKey wrapped = provider.wrap(workspace, HERE, dataKey, "rec_1");
        for (String version : List.of("999999", "", "../1", "\u202e1", "-1")) {
            WrappedKey forged = new WrappedKey(wrapped.provider(), version, wrapped.ciphertext());
            assertReason(Reason.WRONG_KEY, () -> provider.unwrap(workspace, forged, "rec_1"));
        }
    }

    @Test
    void preparingAgainKeepsTheKey() throws Exception {
        WrappedKey wrapped = provider.wrap(workspace, HERE, dataKey, "rec_1");
        provider.prepare(workspace, HERE);
        assertArrayEquals(dataKey, provider.unwrap(workspace, wrapped, "rec_1"));
        assertEquals(
                wrapped.version(),
                provider.wrap(workspace, HERE, dataKey, "rec_1").version());
    }

    @Test
    void aRotationMakesANewVersionAndTheOldOneStillUnwraps() throws Exception {
        WrappedKey before = provider.wrap(workspace, HERE, dataKey, "rec_1");
        assertEquals(before.version(), provider.currentVersion(workspace, HERE));

        String version = provider.rotate(workspace, HERE);

        assertNotEquals(before.version(), version);
        assertEquals(version, provider.currentVersion(workspace, HERE));
        WrappedKey after = provider.wrap(workspace, HERE, dataKey, "rec_1");
        assertEquals(version, after.version());
        assertArrayEquals(dataKey, provider.unwrap(workspace, before, "rec_1"));
        assertArrayEquals(dataKey, provider.unwrap(workspace, after, "rec_1"));
        WrappedKey mixed = new WrappedKey(before.provider(), after.version(), before.ciphertext());
        assertReason(Reason.WRONG_KEY, () -> provider.unwrap(workspace, mixed, "rec_1"));
    }

    @Test
    void aRotationLeavesOtherWorkspacesAlone() throws Exception {
        WorkspaceId other = WorkspaceId.fresh();
        provider.prepare(other, HERE);
        String version = provider.currentVersion(other, HERE);
        provider.rotate(workspace, HERE);
        assertEquals(version, provider.currentVersion(other, HERE));
    }

    @Test
    void aKeyForAnotherRegionUnwrapsWithoutNamingIt() throws Exception {
        provider.prepare(workspace, THERE);
        WrappedKey here = provider.wrap(workspace, HERE, dataKey, "rec_1");
        WrappedKey there = provider.wrap(workspace, THERE, dataKey, "rec_1");
        assertEquals(there.version(), provider.currentVersion(workspace, THERE));
        assertArrayEquals(dataKey, provider.unwrap(workspace, here, "rec_1"));
        assertArrayEquals(dataKey, provider.unwrap(workspace, there, "rec_1"));
    }

    @Test
    void aDestroyedKeyNeverWrapsUnwrapsOrComesBack() throws Exception {
        WorkspaceId other = WorkspaceId.fresh();
        provider.prepare(other, HERE);
        provider.prepare(workspace, THERE);
        WrappedKey old = provider.wrap(workspace, HERE, dataKey, "rec_1");
        provider.rotate(workspace, HERE);
        WrappedKey here = provider.wrap(workspace, HERE, dataKey, "rec_1");
        WrappedKey there = provider.wrap(workspace, THERE, dataKey, "rec_1");
        WrappedKey others = provider.wrap(other, HERE, dataKey, "rec_1");

        provider.destroy(workspace);
        provider.destroy(workspace);

        for (WrappedKey wrapped : List.of(old, here, there)) {
            assertReason(Reason.DESTROYED, () -> provider.unwrap(workspace, wrapped, "rec_1"));
        }
        assertReason(Reason.DESTROYED, () -> provider.prepare(workspace, HERE));
        assertReason(Reason.DESTROYED, () -> provider.wrap(workspace, HERE, dataKey, "rec_1"));
        assertReason(Reason.DESTROYED, () -> provider.rotate(workspace, THERE));
        assertReason(Reason.DESTROYED, () -> provider.currentVersion(workspace, THERE));
        assertArrayEquals(dataKey, provider.unwrap(other, others, "rec_1"));
    }

    @Test
    void itSaysThatItIsReady() {
        assertTrue(provider.health().ready(), provider.health().message());
        assertFalse(provider.health().message().isBlank());
    }

    @Test
    void manyThreadsMayUseIt() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<byte[]>> results = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                WorkspaceId own = i % 2 == 0 ? workspace : WorkspaceId.fresh();
                results.add(pool.submit(() -> {
                    provider.prepare(own, HERE);
                    return provider.unwrap(own, provider.wrap(own, HERE, dataKey, "rec_1"), "rec_1");
                }));
            }
            for (Future<byte[]> result : results) {
                assertArrayEquals(dataKey, result.get(30, TimeUnit.SECONDS));
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
