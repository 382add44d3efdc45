package org.sightline.tenancy.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.TenancyException;
import org.sightline.tenancy.Workspace;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.spi.TenancyListener.Change;

final class StoredWorkspacesTest {
    private final House house = new House();

    @Test
    void aCreatedWorkspaceIsThereAndAnnounced() {
        Workspace workspace = house.workspace("tremblay");
        assertEquals(Optional.of(workspace), house.workspaces.byName(House.OPERATOR, "tremblay"));
        assertEquals(workspace, house.workspaces.get(Caller.operator(workspace.id())));
        assertEquals(
                new House.Heard(
                        House.OPERATOR,
                        new Change(
                                "workspace-created",
                                workspace.id().value(),
                                Map.of("name", "tremblay", "region", "ca-central-1"))),
                house.heard.get(0));
    }

    @Test
    void aTakenNameIsRefusedAndNotAnnounced() {
        house.workspace("tremblay");
        house.heard.clear();
        assertCode("workspace-exists", () -> house.workspace("tremblay"));
        assertEquals(List.of(), house.heard);
    }

    @Test
    void onlyOperatorsAndThePlatformSeeAllWorkspaces() {
        Workspace workspace = house.workspace("tremblay");
        house.workspace("lavoie");
        Caller administrator =
                house.user(workspace, "marie", Role.ADMINISTRATOR).user().caller();
        assertEquals(2, house.workspaces.list(House.OPERATOR).size());
        assertEquals(2, house.workspaces.list(Caller.platform(workspace.id())).size());
        assertEquals(List.of(), house.workspaces.list(administrator));
        assertEquals(Optional.empty(), house.workspaces.byName(administrator, "lavoie"));
    }

    @Test
    void anUnknownWorkspaceIsSaidToBeUnknown() {
        Caller nowhere = Caller.operator(WorkspaceId.fresh());
        assertCode("no-such-workspace", () -> house.workspaces.get(nowhere));
        assertCode("no-such-workspace", () -> house.workspaces.changeRegion(nowhere, "eu-west-3"));
        assertCode("no-such-workspace", () -> house.workspaces.changeSetting(nowhere, "a", "b"));
    }

    @Test
    void aRegionChangesAndIsAnnouncedOnce() {
        Caller operator = Caller.operator(house.workspace("tremblay").id());
        house.workspaces.changeRegion(operator, "eu-west-3");
        house.workspaces.changeRegion(operator, "eu-west-3");
        assertEquals("eu-west-3", house.workspaces.get(operator).region());
        assertEquals(List.of("workspace-created", "workspace-region-changed"), house.heardTypes());
    }

    @Test
    void aHostileRegionChangesNothing() {
        Caller operator = Caller.operator(house.workspace("tremblay").id());
        assertCode("invalid-region", () -> house.workspaces.changeRegion(operator, "../\u202e"));
        assertEquals("ca-central-1", house.workspaces.get(operator).region());
    }

    @Test
    void listenersHearOfASettingBeforeItsChangeReturns() {
        Caller operator = Caller.operator(house.workspace("tremblay").id());
        house.listen((caller, change) -> {
            if (change.type().equals("setting-changed")) {
                String value = change.detail().get("value");
                assertEquals(Optional.of(value), house.workspaces.setting(caller, "access.review"));
            }
        });
        house.workspaces.changeSetting(operator, "access.review", "own-calls");
        assertEquals(
                Map.of("key", "access.review", "previous", "", "value", "own-calls"),
                house.heard.get(1).change().detail());
    }

    @Test
    void aListenerThatThrowsFailsTheChange() {
        Caller operator = Caller.operator(house.workspace("tremblay").id());
        house.listen((caller, change) -> {
            throw new IllegalStateException("cannot record");
        });
        assertThrows(IllegalStateException.class, () -> house.workspaces.changeSetting(operator, "access.review", "x"));
    }

    @Test
    void aListenerThatIsJustStoppingIsPassedOver() {
        Caller operator = Caller.operator(house.workspace("tremblay").id());
        house.vanish(house.listen((caller, change) -> {
            throw new IllegalStateException("stopped");
        }));
        house.workspaces.changeSetting(operator, "access.review", "own-calls");
        assertEquals(List.of("workspace-created", "setting-changed"), house.heardTypes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "UPPER", "a/b", "a_b", "a\u0000", "\u202e", "../x"})
    void aHostileKeyIsRefused(String key) {
        Caller operator = Caller.operator(house.workspace("tremblay").id());
        assertCode("invalid-key", () -> house.workspaces.changeSetting(operator, key, "x"));
        assertCode("invalid-key", () -> house.workspaces.changeSetting(operator, "x".repeat(61), "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "\u001b[31m", "half\ud800", "a\rb"})
    void aHostileValueIsRefused(String value) {
        Caller operator = Caller.operator(house.workspace("tremblay").id());
        assertCode("invalid-value", () -> house.workspaces.changeSetting(operator, "key", value));
        assertCode("invalid-value", () -> house.workspaces.changeSetting(operator, "key", "x".repeat(4_000)));
        assertCode("invalid-value", () -> house.workspaces.changeSetting(operator, "key", null));
        assertTrue(house.workspaces.setting(operator, "key").isEmpty());
    }

    private static void assertCode(String code, org.junit.jupiter.api.function.Executable work) {
        assertEquals(code, assertThrows(TenancyException.class, work).code());
    }
}
