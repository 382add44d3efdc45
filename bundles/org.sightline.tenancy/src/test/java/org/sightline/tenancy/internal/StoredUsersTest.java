package org.sightline.tenancy.internal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.Sessions.SignedIn;
import org.sightline.tenancy.TenancyException;
import org.sightline.tenancy.User;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.Users.NewUser;
import org.sightline.tenancy.Workspace;

final class StoredUsersTest {
    private static final String GOOD = "walrus-copper-93-lantern";

    private final House house = new House();
    private final Workspace workspace = house.workspace("tremblay");
    private final Caller operator = Caller.operator(workspace.id());
    private final NewUser marie = house.user(workspace, "marie", Role.ADMINISTRATOR);

    @BeforeEach
    void forgetWhatWasHeard() {
        house.heard.clear();
    }

    @Test
    void aNewUserHasAOneTimePasswordOfAtLeastAHundredBits() {
        assertTrue(marie.oneTimePassword().matches("[0-9a-hjkmnp-tv-z]{6}(-[0-9a-hjkmnp-tv-z]{6}){3}"));
        assertNotEquals(
                marie.oneTimePassword(),
                house.user(workspace, "paul", Role.TECHNICIAN).oneTimePassword());
        assertTrue(marie.user().passwordChangeDue());
        assertFalse(marie.toString().contains(marie.oneTimePassword()));
    }

    @Test
    void aTakenNameIsRefused() {
        assertCode("user-exists", () -> house.user(workspace, "marie", Role.TECHNICIAN));
        assertEquals(List.of(), house.heard);
    }

    @Test
    void noUserIsAnOperator() {
        assertCode("invalid-role", () -> house.user(workspace, "paul", Role.OPERATOR));
        assertCode("invalid-role", () -> house.user(workspace, "paul", null));
    }

    @Test
    void anotherWorkspaceHasNoSuchUser() {
        Caller foreign = Caller.operator(house.workspace("lavoie").id());
        UserId id = marie.user().id();
        assertCode("no-such-user", () -> house.users.get(foreign, id));
        assertCode("no-such-user", () -> house.users.byName(foreign, "marie"));
        assertCode("no-such-user", () -> house.users.setActive(foreign, id, false));
        assertCode("no-such-user", () -> house.users.setAuthorisedToReview(foreign, id, true));
        assertCode("no-such-user", () -> house.users.resetPassword(foreign, id));
        assertEquals(List.of(), house.users.list(foreign));
    }

    @Test
    void deactivationEndsSessionsBeforeItReturns() {
        NewUser paul = house.user(workspace, "paul", Role.TECHNICIAN);
        SignedIn signedIn = signIn("paul", paul.oneTimePassword());
        house.users.setActive(operator, paul.user().id(), false);
        assertEquals(Optional.empty(), house.sessions.authenticate(signedIn.token()));
        house.users.setActive(operator, paul.user().id(), true);
        assertEquals(Optional.empty(), house.sessions.authenticate(signedIn.token()));
        assertEquals(List.of("user-added", "signed-in", "user-deactivated", "user-reactivated"), house.heardTypes());
    }

    @Test
    void theLastActiveAdministratorStays() {
        UserId id = marie.user().id();
        house.user(workspace, "paul", Role.TECHNICIAN);
        assertCode("last-administrator", () -> house.users.setActive(operator, id, false));
        house.user(workspace, "anne", Role.ADMINISTRATOR);
        assertFalse(house.users.setActive(operator, id, false).active());
    }

    @Test
    void ofTwoAdministratorsWhoDeactivateEachOtherOneRemains() throws Exception {
        NewUser anne = house.user(workspace, "anne", Role.ADMINISTRATOR);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Callable<User>> both = List.of(
                    () -> house.users.setActive(
                            marie.user().caller(), anne.user().id(), false),
                    () -> house.users.setActive(
                            anne.user().caller(), marie.user().id(), false));
            for (Future<User> done : threads.invokeAll(both)) {
                try {
                    done.get();
                } catch (java.util.concurrent.ExecutionException e) {
                    assertEquals("last-administrator", ((TenancyException) e.getCause()).code());
                }
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(1, house.users.list(operator).stream().filter(User::active).count());
    }

    @Test
    void anAuthorisationToReviewIsAnnouncedWhenItChanges() {
        UserId id = marie.user().id();
        assertTrue(house.users.setAuthorisedToReview(operator, id, true).authorisedToReview());
        house.users.setAuthorisedToReview(operator, id, true);
        assertEquals(List.of("user-review-changed"), house.heardTypes());
    }

    @Test
    void aResetReplacesThePasswordAndEndsSessions() {
        SignedIn signedIn = signIn("marie", marie.oneTimePassword());
        NewUser reset = house.users.resetPassword(operator, marie.user().id());
        assertEquals(Optional.empty(), house.sessions.authenticate(signedIn.token()));
        assertCode("wrong-credentials", () -> signIn("marie", marie.oneTimePassword()));
        assertTrue(signIn("marie", reset.oneTimePassword()).session().user().passwordChangeDue());
    }

    @Test
    void aChangedPasswordEndsAllOtherSessions() {
        SignedIn mine = signIn("marie", marie.oneTimePassword());
        SignedIn other = signIn("marie", marie.oneTimePassword());
        change(marie.oneTimePassword(), GOOD, Optional.of(mine.token()));
        assertTrue(house.sessions.authenticate(mine.token()).isPresent());
        assertEquals(Optional.empty(), house.sessions.authenticate(other.token()));
        assertCode("wrong-credentials", () -> signIn("marie", marie.oneTimePassword()));
        assertFalse(signIn("marie", GOOD).session().user().passwordChangeDue());
    }

    @Test
    void aChangeWithoutATokenEndsEverySession() {
        SignedIn signedIn = signIn("marie", marie.oneTimePassword());
        change(marie.oneTimePassword(), GOOD, Optional.empty());
        assertEquals(Optional.empty(), house.sessions.authenticate(signedIn.token()));
    }

    @Test
    void aWrongCurrentPasswordChangesNothingAndIsThrottled() {
        for (int i = 0; i < 5; i++) {
            assertCode("wrong-credentials", () -> change("not the password", GOOD, Optional.empty()));
        }
        assertCode("login-throttled", () -> change("not the password", GOOD, Optional.empty()));
        assertEquals(List.of(), house.heard);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "elevenchars",
                "passwordpassword",
                "Passw0rd1234",
                "qwertyuiop[]",
                "aaaaaaaaaaaaaaaa",
                "123456789012",
                "chauffage-tremblay",
                "Tremblay2026",
                "sightline2026"
            })
    void aWeakPasswordIsRefused(String next) {
        assertCode("password-too-weak", () -> change(marie.oneTimePassword(), next, Optional.empty()));
        assertDoesNotThrow(() -> signIn("marie", marie.oneTimePassword()));
    }

    @Test
    void aCommonPasswordIsRefusedWithWhatWouldBeBetterAndWithoutQuotingIt() {
        TenancyException refused = assertThrows(
                TenancyException.class, () -> change(marie.oneTimePassword(), "passwordpassword", Optional.empty()));
        assertEquals(
                "this password is easy to guess: use several unrelated words. Repeats like \"abcabcabc\" are only slightly"
                        + " harder to guess than \"abc\". Add another word or two. Uncommon words are better."
                        + " Avoid repeated words and characters",
                refused.getMessage());
    }

    @Test
    void theNameOfItsUserIsNoPassword() {
        NewUser user = house.user(workspace, "xw7-qlmz93-vrtk@example.org", Role.TECHNICIAN);
        assertCode(
                "password-too-weak",
                () -> house.users.changePassword(
                        user.user().caller(),
                        user.oneTimePassword().toCharArray(),
                        "XW7-qlmz93-vrtk@example.org".toCharArray(),
                        Optional.empty()));
    }

    @Test
    void theOldPasswordIsNoNewOne() {
        assertCode(
                "password-too-weak", () -> change(marie.oneTimePassword(), marie.oneTimePassword(), Optional.empty()));
    }

    @Test
    void aPasswordOfFourThousandCharactersIsRefusedAtOnce() {
        assertCode("password-too-weak", () -> change(marie.oneTimePassword(), "x1".repeat(2_000), Optional.empty()));
        assertCode("wrong-credentials", () -> change("x1".repeat(2_000), GOOD, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {GOOD, "un café noir à l’étang gelé", "株式会社のひみつの合言葉です", "🐘🎻🧊🪵🌋🧦🪁🦑🥁🗿🛟🪿"})
    void aGoodPasswordIsWrittenInAnyScript(String next) {
        change(marie.oneTimePassword(), next, Optional.empty());
        assertDoesNotThrow(() -> signIn("marie", next));
    }

    @Test
    void theLongestGoodPasswordIsAcceptedAndCountsToItsEnd() {
        String next = (GOOD + "Ébène").repeat(5).substring(0, 128);
        change(marie.oneTimePassword(), next, Optional.empty());
        assertDoesNotThrow(() -> signIn("marie", next));
        assertCode("wrong-credentials", () -> signIn("marie", next.substring(0, 127)));
    }

    @Test
    void anOperatorHasNoPasswordToChange() {
        assertCode(
                "no-such-user",
                () -> house.users.changePassword(operator, new char[0], GOOD.toCharArray(), Optional.empty()));
    }

    private SignedIn signIn(String name, String password) {
        return house.sessions.signIn("tremblay", name, password.toCharArray(), Optional.empty(), Optional.empty());
    }

    private void change(String current, String next, Optional<String> token) {
        house.users.changePassword(marie.user().caller(), current.toCharArray(), next.toCharArray(), token);
    }

    private static void assertCode(String code, org.junit.jupiter.api.function.Executable work) {
        assertEquals(code, assertThrows(TenancyException.class, work).code());
    }
}
