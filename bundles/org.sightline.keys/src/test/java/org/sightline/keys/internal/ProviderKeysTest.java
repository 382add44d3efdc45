package org.sightline.keys.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sightline.keys.DataKey;
import org.sightline.keys.Keys;
import org.sightline.keys.KeysException;
import org.sightline.keys.KeysException.Reason;
import org.sightline.keys.spi.InMemoryKeyProvider;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.WorkspaceId;

final class ProviderKeysTest {
    private static final String REGION = "ca-central-1";

    private final Caller caller = Caller.platform(WorkspaceId.fresh());
    private final InMemoryKeyProvider low = new InMemoryKeyProvider("low");
    private final InMemoryKeyProvider high = new InMemoryKeyProvider("high");

    private static Reason reason(org.junit.jupiter.api.function.Executable executable) {
        return assertThrows(KeysException.class, executable).reason();
    }

    @Test
    void aDataKeyIsUnwrappedToTheSameBytes() throws Exception {
        Keys keys = new ProviderKeys("", List.of(low));
        try (DataKey made = keys.generate(caller, REGION, "rec_1");
                DataKey again = keys.unwrap(caller, made.wrapped(), "rec_1")) {
            assertArrayEquals(made.bytes(), again.bytes());
        }
    }

    @Test
    void noTwoDataKeysAreTheSame() throws Exception {
        Keys keys = new ProviderKeys("", List.of(low));
        try (DataKey one = keys.generate(caller, REGION, "rec_1");
                DataKey two = keys.generate(caller, REGION, "rec_1")) {
            assertFalse(Arrays.equals(one.bytes(), two.bytes()));
        }
    }

    @Test
    void aClosedDataKeyIsOverwritten() throws Exception {
        DataKey key = new ProviderKeys("", List.of(low)).generate(caller, REGION, "rec_1");
        key.close();
        assertArrayEquals(new byte[32], key.bytes());
    }

    @Test
    void theHighestRankingProviderWrapsUnlessAnotherIsConfigured() throws Exception {
        assertEquals("high", provider(new ProviderKeys("", List.of(low, high))));
        assertEquals("low", provider(new ProviderKeys("low", List.of(low, high))));
    }

    private String provider(Keys keys) throws KeysException {
        try (DataKey key = keys.generate(caller, REGION, "rec_1")) {
            return key.wrapped().provider();
        }
    }

    @Test
    void anOldKeyIsUnwrappedByTheProviderThatWrappedIt() throws Exception {
        try (DataKey old = new ProviderKeys("", List.of(low)).generate(caller, REGION, "rec_1");
                DataKey again = new ProviderKeys("", List.of(low, high)).unwrap(caller, old.wrapped(), "rec_1")) {
            assertArrayEquals(old.bytes(), again.bytes());
        }
    }

    @Test
    void withoutTheProviderNothingIsWrappedOrUnwrapped() throws Exception {
        try (DataKey old = new ProviderKeys("", List.of(low)).generate(caller, REGION, "rec_1")) {
            assertEquals(
                    Reason.UNAVAILABLE,
                    reason(() -> new ProviderKeys("", List.of(high)).unwrap(caller, old.wrapped(), "rec_1")));
        }
        assertEquals(
                Reason.UNAVAILABLE, reason(() -> new ProviderKeys("", List.of()).generate(caller, REGION, "rec_1")));
        assertEquals(Reason.UNAVAILABLE, reason(() -> new ProviderKeys("low", List.of(high)).prepare(caller, REGION)));
    }

    @Test
    void aProvidersFailureIsPassedOn() {
        low.failWith(Optional.of(Reason.YOUR_SETTINGS));
        assertEquals(
                Reason.YOUR_SETTINGS,
                reason(() -> new ProviderKeys("", List.of(low)).generate(caller, REGION, "rec_1")));
    }

    @Test
    void anotherWorkspaceCannotUnwrap() throws Exception {
        Keys keys = new ProviderKeys("", List.of(low));
        Caller other = Caller.platform(WorkspaceId.fresh());
        keys.prepare(other, REGION);
        try (DataKey key = keys.generate(caller, REGION, "rec_1")) {
            assertEquals(Reason.WRONG_KEY, reason(() -> keys.unwrap(other, key.wrapped(), "rec_1")));
        }
    }
}
