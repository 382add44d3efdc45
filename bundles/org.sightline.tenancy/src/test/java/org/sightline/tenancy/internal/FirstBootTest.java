package org.sightline.tenancy.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.Sessions.SignedIn;
import org.sightline.tenancy.Workspace;

final class FirstBootTest {
    private final House house = new House();
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @Test
    void theFirstBootCreatesAWorkspaceAndShowsItsAdministratorsPassword() {
        boot(House.config(30, 12));
        Matcher password = Pattern.compile("one-time password +(\\S+)").matcher(text());
        assertTrue(password.find(), text());
        SignedIn signedIn = house.sessions.signIn(
                "main", "admin", password.group(1).toCharArray(), Optional.empty(), Optional.empty());
        assertEquals(Role.ADMINISTRATOR, signedIn.session().user().role());
        assertTrue(signedIn.session().user().passwordChangeDue());
    }

    @Test
    void theSecondBootShowsNothing() {
        boot(House.config(30, 12));
        shown.reset();
        boot(House.config(30, 12));
        assertEquals("", text());
        assertEquals(1, house.workspaces.list(House.OPERATOR).size());
    }

    @Test
    void aCrashBeforeTheAdministratorIsMadeGoodAtTheNextBoot() {
        Workspace left = house.workspace("main");
        boot(House.config(30, 12));
        assertTrue(text().contains("admin"));
        assertEquals(1, house.users.list(Caller.operator(left.id())).size());
    }

    @Test
    void aPlatformWithUsersIsLeftAlone() {
        house.user(house.workspace("tremblay"), "marie", Role.ADMINISTRATOR);
        boot(House.config(30, 12));
        assertEquals("", text());
        assertEquals(List.of("workspace-created", "user-added"), house.heardTypes());
    }

    @Test
    void noTwoPlatformsHaveTheSamePassword() {
        boot(House.config(30, 12));
        String first = text();
        shown.reset();
        House other = new House();
        new FirstBoot(
                other.workspaces,
                other.users,
                House.config(30, 12),
                new PrintStream(shown, true, StandardCharsets.UTF_8));
        assertTrue(!first.equals(text()));
    }

    @Test
    void badSettingsAreRefusedBeforeAnythingIsCreated() {
        for (TenancyConfig bad : List.of(
                House.config("../main", "admin", "ca-central-1", 30, 12),
                House.config("main", "Admin\u202e", "ca-central-1", 30, 12),
                House.config("main", "admin", "", 30, 12))) {
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> boot(bad));
            assertTrue(e.getMessage().startsWith("org.sightline.tenancy: "), e.getMessage());
        }
        assertEquals(List.of(), house.workspaces.list(House.OPERATOR));
    }

    private void boot(TenancyConfig config) {
        new FirstBoot(house.workspaces, house.users, config, new PrintStream(shown, true, StandardCharsets.UTF_8));
    }

    private String text() {
        return shown.toString(StandardCharsets.UTF_8);
    }
}
