package org.sightline.keys.spi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
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
import org.sightline.keys.KeysException;
import org.sightline.keys.KeysException.Reason;
import org.sightline.keys.WrappedKey;
import org.sightline.tenancy.WorkspaceId;

/** What every key provider must do. Extend it and return a provider that works. */
@Timeout(60)
public abstract class KeyProviderContract {
    private final WorkspaceId workspace = WorkspaceId.fresh();
    private final byte[] dataKey = new byte[32];
    private KeyProvider provider;

    /** A provider without keys. */
    protected abstract KeyProvider create() throws Exception;

    @BeforeEach
    void createProvider() throws Exception {
        new Random(1).nextBytes(dataKey);
        provider = create();
        provider.prepare(workspace);
    }

    private static void assertReason(Reason reason, org.junit.jupiter.api.function.Executable executable) {
        KeysException failure = assertThrows(KeysException.class, executable);
        assertEquals(reason, failure.reason(), failure.getMessage());
        assertFalse(failure.getMessage().isBlank());
    }

    @Test
    void aWrappedKeyNamesItsProvider() throws Exception {
        assertFalse(provider.name().isBlank());
        assertEquals(provider.name(), provider.wrap(workspace, dataKey, "rec_1").provider());
    }

    @Test
    void whatWasWrappedIsUnwrapped() throws Exception {
        WrappedKey wrapped = provider.wrap(workspace, dataKey, "rec_1");
        assertArrayEquals(dataKey, provider.unwrap(workspace, wrapped, "rec_1"));
    }

    @Test
    void wrappingTwiceGivesTwoTexts() throws Exception {
        assertNotEquals(
                provider.wrap(workspace, dataKey, "rec_1").ciphertext(),
                provider.wrap(workspace, dataKey, "rec_1").ciphertext());
    }

    @Test
    void anotherContextIsRefused() throws Exception {
        WrappedKey wrapped = provider.wrap(workspace, dataKey, "rec_1");
        assertReason(Reason.WRONG_KEY, () -> provider.unwrap(workspace, wrapped, "rec_2"));
    }

    @Test
    void anotherWorkspaceIsRefused() throws Exception {
        WorkspaceId other = WorkspaceId.fresh();
        provider.prepare(other);
        WrappedKey wrapped = provider.wrap(workspace, dataKey, "rec_1");
        assertReason(Reason.WRONG_KEY, () -> provider.unwrap(other, wrapped, "rec_1"));
        assertReason(Reason.WRONG_KEY, () -> provider.unwrap(WorkspaceId.fresh(), wrapped, "rec_1"));
    }

    @Test
    void anAlteredKeyIsRefused() throws Exception {
        WrappedKey wrapped = provider.wrap(workspace, dataKey, "rec_1");
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
        WrappedKey wrapped = provider.wrap(workspace, dataKey, "rec_1");
        for (String version : List.of("999999", "", "../1", "\u202e1", "-1")) {
            WrappedKey forged = new WrappedKey(wrapped.provider(), version, wrapped.ciphertext());
            assertReason(Reason.WRONG_KEY, () -> provider.unwrap(workspace, forged, "rec_1"));
        }
    }

    @Test
    void preparingAgainKeepsTheKey() throws Exception {
        WrappedKey wrapped = provider.wrap(workspace, dataKey, "rec_1");
        provider.prepare(workspace);
        assertArrayEquals(dataKey, provider.unwrap(workspace, wrapped, "rec_1"));
        assertEquals(
                wrapped.version(), provider.wrap(workspace, dataKey, "rec_1").version());
    }

    @Test
    void manyThreadsMayUseIt() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<byte[]>> results = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                WorkspaceId own = i % 2 == 0 ? workspace : WorkspaceId.fresh();
                results.add(pool.submit(() -> {
                    provider.prepare(own);
                    return provider.unwrap(own, provider.wrap(own, dataKey, "rec_1"), "rec_1");
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
