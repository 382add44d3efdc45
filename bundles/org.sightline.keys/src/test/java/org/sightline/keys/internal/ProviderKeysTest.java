package org.sightline.keys.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sightline.keys.DataKey;
import org.sightline.keys.Keys;
import org.sightline.keys.KeysException;
import org.sightline.keys.KeysException.Reason;
import org.sightline.keys.WrappedKey;
import org.sightline.keys.spi.InMemoryKeyProvider;
import org.sightline.keys.spi.KeyProvider;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.WorkspaceId;

final class ProviderKeysTest {
    private static final String REGION = "ca-central-1";

    private final Caller caller = Caller.platform(WorkspaceId.fresh());
    private final InMemoryKeyProvider low = new InMemoryKeyProvider("low");
    private final InMemoryKeyProvider high = new InMemoryKeyProvider("high");

    private static Keys keys(String preferred, KeyProvider... running) {
        return new ProviderKeys(new Providers(preferred, List.of(running)));
    }

    private static Reason reason(org.junit.jupiter.api.function.Executable executable) {
        return assertThrows(KeysException.class, executable).reason();
    }

    @Test
    void aDataKeyIsUnwrappedToTheSameBytes() throws Exception {
        Keys keys = keys("", low);
        try (DataKey made = keys.generate(caller, REGION, "rec_1");
                DataKey again = keys.unwrap(caller, made.wrapped(), "rec_1")) {
            assertArrayEquals(made.bytes(), again.bytes());
        }
    }

    @Test
    void noTwoDataKeysAreTheSame() throws Exception {
        Keys keys = keys("", low);
        try (DataKey one = keys.generate(caller, REGION, "rec_1");
                DataKey two = keys.generate(caller, REGION, "rec_1")) {
            assertFalse(Arrays.equals(one.bytes(), two.bytes()));
        }
    }

    @Test
    void aClosedDataKeyIsOverwritten() throws Exception {
        DataKey key = keys("", low).generate(caller, REGION, "rec_1");
        key.close();
        assertArrayEquals(new byte[32], key.bytes());
    }

    @Test
    void theHighestRankingProviderWrapsUnlessAnotherIsConfigured() throws Exception {
        assertEquals("high", provider(keys("", low, high)));
        assertEquals("low", provider(keys("low", low, high)));
    }

    private String provider(Keys keys) throws KeysException {
        try (DataKey key = keys.generate(caller, REGION, "rec_1")) {
            return key.wrapped().provider();
        }
    }

    @Test
    void anOldKeyIsUnwrappedByTheProviderThatWrappedIt() throws Exception {
        try (DataKey old = keys("", low).generate(caller, REGION, "rec_1");
                DataKey again = keys("", low, high).unwrap(caller, old.wrapped(), "rec_1")) {
            assertArrayEquals(old.bytes(), again.bytes());
        }
    }

    @Test
    void withoutTheProviderNothingIsWrappedOrUnwrapped() throws Exception {
        try (DataKey old = keys("", low).generate(caller, REGION, "rec_1")) {
            assertEquals(Reason.UNAVAILABLE, reason(() -> keys("", high).unwrap(caller, old.wrapped(), "rec_1")));
        }
        assertEquals(Reason.UNAVAILABLE, reason(() -> keys("").generate(caller, REGION, "rec_1")));
        assertEquals(Reason.UNAVAILABLE, reason(() -> keys("low", high).prepare(caller, REGION)));
    }

    @Test
    void aProvidersFailureIsPassedOn() {
        low.failWith(Optional.of(Reason.YOUR_SETTINGS));
        assertEquals(Reason.YOUR_SETTINGS, reason(() -> keys("", low).generate(caller, REGION, "rec_1")));
    }

    @Test
    void anotherWorkspaceCannotUnwrap() throws Exception {
        Keys keys = keys("", low);
        Caller other = Caller.platform(WorkspaceId.fresh());
        keys.prepare(other, REGION);
        try (DataKey key = keys.generate(caller, REGION, "rec_1")) {
            assertEquals(Reason.WRONG_KEY, reason(() -> keys.unwrap(other, key.wrapped(), "rec_1")));
        }
    }

    @Test
    void aKeyOfTheCurrentVersionIsReturnedAsItIs() throws Exception {
        Keys keys = keys("", low);
        try (DataKey key = keys.generate(caller, REGION, "rec_1")) {
            assertSame(key.wrapped(), keys.rewrap(caller, key.wrapped(), REGION, "rec_1"));
        }
    }

    @Test
    void aKeyOfAnOlderVersionIsWrappedUnderTheCurrentOne() throws Exception {
        Keys keys = keys("", low);
        try (DataKey key = keys.generate(caller, REGION, "rec_1")) {
            String version = low.rotate(caller.workspace(), REGION);

            WrappedKey anew = keys.rewrap(caller, key.wrapped(), REGION, "rec_1");

            assertEquals(new Keys.Current("low", version), keys.current(caller, REGION));
            assertEquals(version, anew.version());
            try (DataKey again = keys.unwrap(caller, anew, "rec_1")) {
                assertArrayEquals(key.bytes(), again.bytes());
            }
        }
    }

    @Test
    void aProviderThatIsPutInWhileAnotherRunsTakesTheKeysOver() throws Exception {
        try (DataKey old = keys("low", low).generate(caller, REGION, "rec_1")) {
            Keys both = keys("high", low, high);
            try (DataKey fresh = both.generate(caller, REGION, "rec_2")) {
                assertEquals("high", fresh.wrapped().provider());
            }

            WrappedKey anew = both.rewrap(caller, old.wrapped(), REGION, "rec_1");

            assertEquals("high", anew.provider());
            try (DataKey again = keys("high", high).unwrap(caller, anew, "rec_1")) {
                assertArrayEquals(old.bytes(), again.bytes());
            }
        }
    }

    @Test
    void withoutTheOldProviderNothingIsWrappedAnew() throws Exception {
        try (DataKey old = keys("", low).generate(caller, REGION, "rec_1")) {
            KeysException failure = assertThrows(
                    KeysException.class, () -> keys("", high).rewrap(caller, old.wrapped(), REGION, "rec_1"));
            assertEquals(Reason.UNAVAILABLE, failure.reason());
            assertEquals("the key provider low is not running", failure.getMessage());
        }
    }

    @Test
    void itTellsWhichProvidersRunAndHowTheyAre() {
        low.failWith(Optional.of(Reason.UNAVAILABLE));
        assertEquals(
                List.of(
                        new Keys.Provider("low", false, false, "low was told to fail"),
                        new Keys.Provider("high", true, true, "in memory")),
                keys("", low, high).providers());
        assertFalse(keys("absent", low).providers().get(0).current());
    }

    @Test
    void anotherProviderCanBeConfiguredWhileKeysAreUsed() throws Exception {
        Providers providers = new Providers("low", List.of(low, high));
        Keys keys = new ProviderKeys(providers);
        try (DataKey old = keys.generate(caller, REGION, "rec_1")) {
            providers.change(new Providers.Config() {
                @Override
                public String provider() {
                    return "high";
                }

                @Override
                public Class<? extends Annotation> annotationType() {
                    return Providers.Config.class;
                }
            });
            assertEquals("low", old.wrapped().provider());
            assertEquals("high", keys.current(caller, REGION).provider());
            keys.unwrap(caller, old.wrapped(), "rec_1").close();
        }
    }
}
