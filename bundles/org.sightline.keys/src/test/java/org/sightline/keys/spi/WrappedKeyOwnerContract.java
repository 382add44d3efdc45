package org.sightline.keys.spi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sightline.keys.DataKey;
import org.sightline.keys.Keys;
import org.sightline.keys.KeysException;
import org.sightline.keys.KeysException.Reason;
import org.sightline.keys.WrappedKey;
import org.sightline.keys.internal.TestKeys;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.WorkspaceId;

/** What every bundle that keeps wrapped keys must do in a rotation. Extend it. */
@Timeout(60)
public abstract class WrappedKeyOwnerContract {
    protected static final String REGION = "ca-central-1";

    private final Caller caller = Caller.platform(WorkspaceId.fresh());
    private final Caller other = Caller.platform(WorkspaceId.fresh());
    private final InMemoryKeyProvider provider = new InMemoryKeyProvider("memory");
    private final Map<String, byte[]> made = new TreeMap<>();
    private Keys keys;
    private WrappedKeyOwner owner;

    /** An owner that keeps nothing yet and has its keys wrapped anew by these. */
    protected abstract WrappedKeyOwner create(Keys keys) throws Exception;

    /** Has it keep one more thing of the caller's workspace in {@link #REGION}, wrapped as the keys now wrap. @return the context */
    protected abstract String keepOne(Caller caller) throws Exception;

    /** The wrapped key that it keeps for a context. */
    protected abstract WrappedKey kept(Caller caller, String context) throws Exception;

    @BeforeEach
    void createOwner() throws Exception {
        keys = TestKeys.of(provider);
        owner = create(keys);
        for (int i = 0; i < 5; i++) {
            String context = keepOne(caller);
            made.put(context, bytes(kept(caller, context), context));
        }
    }

    private byte[] bytes(WrappedKey wrapped, String context) throws KeysException {
        try (DataKey key = keys.unwrap(caller, wrapped, context)) {
            return key.bytes();
        }
    }

    @Test
    void nothingIsDueBeforeARotation() throws Exception {
        assertEquals(0, owner.due(caller));
        assertEquals(0, owner.rewrap(caller, 10));
    }

    @Test
    void aRotationMakesAllDueAndBatchesWrapThemAnew() throws Exception {
        String version = provider.rotate(caller.workspace(), REGION);
        assertEquals(5, owner.due(caller));

        assertEquals(2, owner.rewrap(caller, 2));
        assertEquals(3, owner.due(caller));
        assertEquals(3, owner.rewrap(caller, 10));
        assertEquals(0, owner.rewrap(caller, 10));
        assertEquals(0, owner.due(caller));

        for (Map.Entry<String, byte[]> entry : made.entrySet()) {
            WrappedKey wrapped = kept(caller, entry.getKey());
            assertEquals(version, wrapped.version());
            assertArrayEquals(entry.getValue(), bytes(wrapped, entry.getKey()));
        }
    }

    @Test
    void whatIsKeptAfterARotationIsNotDue() throws Exception {
        provider.rotate(caller.workspace(), REGION);
        keepOne(caller);
        assertEquals(5, owner.due(caller));
    }

    @Test
    void anotherWorkspaceIsLeftAlone() throws Exception {
        String context = keepOne(other);
        WrappedKey before = kept(other, context);
        provider.rotate(other.workspace(), REGION);
        provider.rotate(caller.workspace(), REGION);
        assertEquals(5, owner.rewrap(caller, 10));
        assertEquals(before, kept(other, context));
        assertEquals(1, owner.due(other));
    }

    @Test
    void whatCannotBeWrappedAnewStaysAsItIs() throws Exception {
        provider.rotate(caller.workspace(), REGION);
        provider.failWith(Optional.of(Reason.UNAVAILABLE));
        KeysException failure = assertThrows(KeysException.class, () -> owner.rewrap(caller, 10));
        assertEquals(Reason.UNAVAILABLE, failure.reason());
        provider.failWith(Optional.empty());
        for (Map.Entry<String, byte[]> entry : made.entrySet()) {
            assertArrayEquals(entry.getValue(), bytes(kept(caller, entry.getKey()), entry.getKey()));
        }
        assertEquals(5, owner.rewrap(caller, 10));
    }

    @Test
    void itHasAName() {
        assertTrue(owner.name().matches("[a-z-]{1,40}"), owner.name());
    }
}
