package org.sightline.tenancy.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.User;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.WorkspaceId;

/** What every {@link UserStore} does. */
public abstract class UserStoreContract {
    private static final Instant CREATED = Instant.ofEpochMilli(1_790_000_000_123L);

    private final WorkspaceId workspace = WorkspaceId.fresh();
    private final WorkspaceId other = WorkspaceId.fresh();

    /** The store under test. */
    protected abstract UserStore store();

    /** Makes a workspace known to the database, where it insists on that. */
    protected void prepare(WorkspaceId workspace) {}

    @BeforeEach
    final void workspacesExist() {
        prepare(workspace);
        prepare(other);
    }

    @Test
    void aUserIsFoundByIdAndByName() {
        User user = user(workspace, "marie");
        assertTrue(store().insert(user, "hash"));
        assertEquals(Optional.of(user), store().find(workspace, user.id()));
        assertEquals(Optional.of(user), store().findByName(workspace, "marie"));
        assertEquals(Optional.of("hash"), store().passwordHash(workspace, user.id()));
    }

    @Test
    void anotherWorkspaceSeesNothingOfAUser() {
        User user = user(workspace, "marie");
        store().insert(user, "hash");
        assertEquals(Optional.empty(), store().find(other, user.id()));
        assertEquals(Optional.empty(), store().findByName(other, "marie"));
        assertEquals(Optional.empty(), store().passwordHash(other, user.id()));
        assertEquals(List.of(), store().list(other));
    }

    @Test
    void anotherWorkspaceChangesNothingOfAUser() {
        User user = user(workspace, "marie");
        store().insert(user, "hash");
        store().putPasswordHash(other, user.id(), "forged", true);
        User forged =
                new User(user.id(), other, "marie", "Forged", Role.ADMINISTRATOR, false, true, true, user.createdAt());
        assertFalse(store().update(forged));
        assertEquals(Optional.of(user), store().find(workspace, user.id()));
        assertEquals(Optional.of("hash"), store().passwordHash(workspace, user.id()));
    }

    @Test
    void aNameIsTakenOnlyInItsOwnWorkspace() {
        User first = user(workspace, "marie");
        User second = user(workspace, "marie");
        assertTrue(store().insert(first, "hash"));
        assertFalse(store().insert(second, "other hash"));
        assertTrue(store().insert(user(other, "marie"), "hash"));
        assertEquals(Optional.of(first), store().findByName(workspace, "marie"));
        assertEquals(Optional.empty(), store().find(workspace, second.id()));
    }

    @Test
    void theListIsSortedByName() {
        User paul = user(workspace, "paul");
        User anne = user(workspace, "anne@example.org");
        store().insert(paul, "hash");
        store().insert(anne, "hash");
        assertEquals(List.of(anne, paul), store().list(workspace));
    }

    @Test
    void anUpdateKeepsNameAndCreationTime() {
        User user = user(workspace, "marie");
        store().insert(user, "hash");
        boolean updated = store().update(new User(
                user.id(),
                workspace,
                "renamed",
                "Marie-Ève Côté",
                Role.SUPERVISOR,
                false,
                true,
                true,
                CREATED.plusSeconds(5)));
        assertTrue(updated);
        assertEquals(
                Optional.of(new User(
                        user.id(), workspace, "marie", "Marie-Ève Côté", Role.SUPERVISOR, false, true, true, CREATED)),
                store().find(workspace, user.id()));
        assertEquals(Optional.of("hash"), store().passwordHash(workspace, user.id()));
    }

    @Test
    void anUpdateOfNothingSaysSo() {
        assertFalse(store().update(user(workspace, "nobody")));
    }

    @Test
    void aPasswordHashBringsItsDueChange() {
        User user = user(workspace, "marie");
        store().insert(user, "hash");
        store().putPasswordHash(workspace, user.id(), "x".repeat(200), true);
        assertEquals(Optional.of("x".repeat(200)), store().passwordHash(workspace, user.id()));
        assertTrue(store().find(workspace, user.id()).orElseThrow().passwordChangeDue());
        store().putPasswordHash(workspace, user.id(), "next", false);
        assertFalse(store().find(workspace, user.id()).orElseThrow().passwordChangeDue());
    }

    @Test
    void theLongestNamesFit() {
        String name = "a".repeat(60) + "@" + "b".repeat(59);
        User user = new User(
                UserId.fresh(), workspace, name, "𝒮".repeat(120), Role.TECHNICIAN, true, false, false, CREATED);
        assertTrue(store().insert(user, "hash"));
        assertEquals(Optional.of(user), store().findByName(workspace, name));
    }

    private static User user(WorkspaceId workspace, String name) {
        return new User(UserId.fresh(), workspace, name, "Marie Côté", Role.TECHNICIAN, true, false, false, CREATED);
    }
}
