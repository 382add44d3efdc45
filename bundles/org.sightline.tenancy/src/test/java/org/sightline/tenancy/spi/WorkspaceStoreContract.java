package org.sightline.tenancy.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sightline.tenancy.Workspace;
import org.sightline.tenancy.WorkspaceId;

/** What every {@link WorkspaceStore} does. The store may hold other workspaces than the test's. */
public abstract class WorkspaceStoreContract {

    /** The store under test. */
    protected abstract WorkspaceStore store();

    @Test
    void aWorkspaceIsFoundByIdAndByName() {
        Workspace workspace = workspace(freshName());
        assertTrue(store().insert(workspace));
        assertEquals(Optional.of(workspace), store().find(workspace.id()));
        assertEquals(Optional.of(workspace), store().findByName(workspace.name()));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertEquals(Optional.empty(), store().find(WorkspaceId.fresh()));
        assertEquals(Optional.empty(), store().findByName(freshName()));
    }

    @Test
    void aTakenNameChangesNothing() {
        Workspace first = workspace(freshName());
        Workspace second = workspace(first.name());
        assertTrue(store().insert(first));
        assertFalse(store().insert(second));
        assertEquals(Optional.of(first), store().findByName(first.name()));
        assertEquals(Optional.empty(), store().find(second.id()));
    }

    @Test
    void theListIsSortedByName() {
        String stem = freshName();
        Workspace b = workspace(stem + "-b");
        Workspace a = workspace(stem + "-a");
        store().insert(b);
        store().insert(a);
        List<Workspace> mine =
                store().list().stream().filter(w -> w.name().startsWith(stem)).toList();
        assertEquals(List.of(a, b), mine);
    }

    @Test
    void anUpdateReplacesDisplayNameAndRegionOnly() {
        Workspace workspace = workspace(freshName());
        store().insert(workspace);
        boolean updated = store().update(new Workspace(
                workspace.id(),
                freshName(),
                "Ventilation Côté",
                "eu-west-3",
                workspace.createdAt().plusSeconds(9)));
        assertTrue(updated);
        assertEquals(
                Optional.of(new Workspace(
                        workspace.id(), workspace.name(), "Ventilation Côté", "eu-west-3", workspace.createdAt())),
                store().find(workspace.id()));
    }

    @Test
    void anUpdateOfNothingSaysSo() {
        assertFalse(store().update(workspace(freshName())));
    }

    @Test
    void aSettingBelongsToItsWorkspace() {
        Workspace one = workspace(freshName());
        Workspace other = workspace(freshName());
        store().insert(one);
        store().insert(other);
        store().putSetting(one.id(), "access.review", "administrators");
        store().putSetting(one.id(), "access.review", "own-calls");
        assertEquals(Optional.of("own-calls"), store().setting(one.id(), "access.review"));
        assertEquals(Optional.empty(), store().setting(one.id(), "access.other"));
        assertEquals(Optional.empty(), store().setting(other.id(), "access.review"));
    }

    @Test
    void aSettingHoldsTwoThousandCharactersOfAnyScript() {
        Workspace workspace = workspace(freshName());
        store().insert(workspace);
        String value = "é漢🙂'\"\\%".repeat(250);
        store().putSetting(workspace.id(), "custody.statement", value);
        assertEquals(Optional.of(value), store().setting(workspace.id(), "custody.statement"));
    }

    @Test
    void theLongestNamesFit() {
        Workspace workspace = new Workspace(
                WorkspaceId.fresh(), freshName() + "x".repeat(22), "𝒮".repeat(120), "r".repeat(40), now());
        assertTrue(store().insert(workspace));
        assertEquals(Optional.of(workspace), store().find(workspace.id()));
    }

    private static String freshName() {
        return "ws-" + UUID.randomUUID().toString().substring(0, 15).replace("-", "0");
    }

    private static Instant now() {
        return Instant.ofEpochMilli(1_790_000_000_123L);
    }

    private static Workspace workspace(String name) {
        return new Workspace(WorkspaceId.fresh(), name, "Chauffage Tremblay", "ca-central-1", now());
    }
}
