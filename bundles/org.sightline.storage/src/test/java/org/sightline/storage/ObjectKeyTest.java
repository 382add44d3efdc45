package org.sightline.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sightline.tenancy.WorkspaceId;

final class ObjectKeyTest {
    private final WorkspaceId workspace = WorkspaceId.fresh();

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "../x", "a/b", "a\\b", "a b", "a\u0000", "a\n", "\u202ea", "é", "a.b", "~", "%2e"
            })
    void hostileGroupsAreRefused(String group) {
        assertThrows(IllegalArgumentException.class, () -> new ObjectKey(workspace, group, "media"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", ".hidden", "../x", "a/b", "a\\b", "a b", "a\u0000", "a\n", "\u202ea", "é", "~"})
    void hostileNamesAreRefused(String name) {
        assertThrows(IllegalArgumentException.class, () -> new ObjectKey(workspace, "rec_1", name));
    }

    @Test
    void overlongPartsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ObjectKey(workspace, "a".repeat(81), "media"));
        assertThrows(IllegalArgumentException.class, () -> new ObjectKey(workspace, "a", "m".repeat(4000)));
    }

    @Test
    void aPathIsReadBack() {
        ObjectKey key = new ObjectKey(workspace, "rec_1", "take-1.sealed");
        assertEquals(key, ObjectKey.parse(key.path()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a/b", "ws_x/a/b", "/a/b", "../../x"})
    void otherPathsAreRefused(String path) {
        assertThrows(IllegalArgumentException.class, () -> ObjectKey.parse(path));
    }
}
