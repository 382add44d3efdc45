package org.sightline.storage.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sightline.storage.internal.move.Owners;
import org.sightline.storage.internal.move.StoredRegionChanges;

final class StorageConfigTest {
    /** A configuration as Declarative Services would make it: what is not given has its default. */
    private static StorageConfig config(Map<String, Object> given) {
        return (StorageConfig) Proxy.newProxyInstance(
                StorageConfig.class.getClassLoader(),
                new Class<?>[] {StorageConfig.class},
                (proxy, method, args) -> given.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    private static void assertBad(String key, org.junit.jupiter.api.function.Executable executable) {
        String message =
                assertThrows(IllegalArgumentException.class, executable).getMessage();
        assertTrue(message.startsWith(key + " of org.sightline.storage: "), message);
    }

    @Test
    void badValuesAreNamed() {
        for (int bad : new int[] {-1, 121}) {
            assertBad(
                    "patienceSeconds",
                    () -> new RegionalStorage(config(Map.of("patienceSeconds", bad)), new Backends()));
        }
        for (int bad : new int[] {-1, 0, 33}) {
            assertBad(
                    "moveAtOnce",
                    () -> new StoredRegionChanges(
                            config(Map.of("moveAtOnce", bad)), null, null, null, null, null, null, null));
        }
        assertBad("owners", () -> new Owners(config(Map.of("owners", new String[] {" "}))));
    }

    @Test
    void defaultsAreGood() {
        assertEquals(
                0,
                new RegionalStorage(config(Map.of()), new Backends()).regions().size());
        new Owners(config(Map.of()));
    }
}
