package org.sightline.tenancy.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.SecondFactors.Enrolment;
import org.sightline.tenancy.SecondFactors.Status;
import org.sightline.tenancy.Sessions.SignedIn;
import org.sightline.tenancy.TenancyException;
import org.sightline.tenancy.Users.NewUser;
import org.sightline.tenancy.Workspace;

final class StoredSecondFactorsTest {
    private static final Duration STEP = Duration.ofSeconds(30);

    private final House house = new House();
    private final Workspace workspace = house.workspace("tremblay");
    private final NewUser marie = house.user(workspace, "marie", Role.ADMINISTRATOR);
    private final Caller caller = marie.user().caller();
    private final Deque<String> recoveryCodes = new ArrayDeque<>();

    @BeforeEach
    void forgetWhatWasHeard() {
        house.heard.clear();
    }

    @Test
    void whoHasSetNothingUpNeedsNoCode() {
        assertEquals(new Status(false, false, 0), house.secondFactors.status(caller));
        assertFalse(signIn(Optional.empty()).session().totpDue());
    }

    @Test
    void anAppIsSetUpFromTheAddressThatItScans() {
        Enrolment enrolment = house.secondFactors.enrol(caller, password());
        assertTrue(enrolment.secret().matches("[A-Z2-7]{32}"));
        assertEquals(
                "otpauth://totp/Sightline%20tremblay:marie?secret=" + enrolment.secret()
                        + "&issuer=Sightline%20tremblay&algorithm=SHA1&digits=6&period=30",
                enrolment.uri());
        assertFalse(enrolment.toString().contains(enrolment.secret()));
        assertFalse(house.totpStore
                .find(workspace.id(), marie.user().id())
                .orElseThrow()
                .toString()
                .contains(enrolment.secret()));
    }

    @Test
    void untilItIsConfirmedNothingChanges() {
        house.secondFactors.enrol(caller, password());
        house.secondFactors.enrol(caller, password());
        assertEquals(new Status(false, false, 0), house.secondFactors.status(caller));
        signIn(Optional.empty());
        assertCode("totp-wrong", () -> house.secondFactors.confirm(caller, "000000x", Optional.empty()));
    }

    @Test
    void settingUpNeedsThePasswordAndIsThrottled() {
        for (int i = 0; i < 5; i++) {
            assertCode("wrong-credentials", () -> house.secondFactors.enrol(caller, "wrong".toCharArray()));
        }
        assertCode("login-throttled", () -> house.secondFactors.enrol(caller, password()));
    }

    @Test
    void fromTheConfirmationOnSigningInTakesACode() {
        byte[] secret = setUp();
        assertEquals(new Status(true, false, 10), house.secondFactors.status(caller));
        assertCode("totp-required", () -> signIn(Optional.empty()));
        assertCode("totp-wrong", () -> signIn(Optional.of("")));
        house.clock.advance(STEP);
        assertEquals(
                marie.user().id(),
                signIn(Optional.of(now(secret))).session().user().id());
        assertEquals(List.of("totp-enabled", "sign-in-refused", "sign-in-refused", "signed-in"), house.heardTypes());
        assertEquals(
                Map.of("reason", "totp-required"), house.heard.get(1).change().detail());
    }

    @Test
    void aWrongPasswordSaysNothingOfTheCode() {
        byte[] secret = setUp();
        house.clock.advance(STEP);
        assertCode(
                "wrong-credentials",
                () -> house.sessions.signIn(
                        "tremblay", "marie", "wrong".toCharArray(), Optional.of(now(secret)), Optional.empty()));
        signIn(Optional.of(now(secret)));
    }

    @Test
    void aCodeIsWorthOneSignInAlsoTheOneThatConfirmed() {
        byte[] secret = setUp();
        assertCode("totp-wrong", () -> signIn(Optional.of(now(secret))));
        house.clock.advance(STEP);
        String code = now(secret);
        signIn(Optional.of(code));
        assertCode("totp-wrong", () -> signIn(Optional.of(code)));
    }

    @Test
    void aClockMayBeOneStepOff() {
        byte[] secret = setUp();
        house.clock.advance(STEP.multipliedBy(10));
        String tooOld = now(secret);
        house.clock.advance(STEP);
        String old = now(secret);
        house.clock.advance(STEP);
        assertCode("totp-wrong", () -> signIn(Optional.of(tooOld)));
        signIn(Optional.of(old));
        long next = Totp.step(house.clock.instant()) + 1;
        signIn(Optional.of(Totp.code(secret, next)));
        assertCode("totp-wrong", () -> signIn(Optional.of(now(secret))));
    }

    @Test
    void codesAreTypedInGroupsToo() {
        byte[] secret = setUp();
        house.clock.advance(STEP);
        String code = now(secret);
        signIn(Optional.of(" " + code.substring(0, 3) + " " + code.substring(3)));
    }

    @Test
    void guessingCodesIsThrottledLikeGuessingPasswords() {
        byte[] secret = setUp();
        house.clock.advance(STEP);
        for (int i = 0; i < 5; i++) {
            assertCode("totp-wrong", () -> signIn(Optional.of("12345x")));
        }
        assertCode("login-throttled", () -> signIn(Optional.of(now(secret))));
        house.clock.advance(Duration.ofSeconds(2));
        signIn(Optional.of(now(secret)));
    }

    @Test
    void confirmingEndsAllOtherSessions() {
        SignedIn mine = signIn(Optional.empty());
        SignedIn other = signIn(Optional.empty());
        byte[] secret =
                Base32Text.bytes(house.secondFactors.enrol(caller, password()).secret());
        house.secondFactors.confirm(caller, now(secret), Optional.of(mine.token()));
        assertTrue(house.sessions.authenticate(mine.token()).isPresent());
        assertEquals(Optional.empty(), house.sessions.authenticate(other.token()));
    }

    @Test
    void aRecoveryCodeIsWorthOneSignInHoweverItIsTyped() {
        setUp();
        assertEquals(10, Set.copyOf(recoveryCodes).size());
        assertTrue(recoveryCodes.stream().allMatch(c -> c.matches("[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){3}")));
        String first = recoveryCodes.pop();
        signIn(Optional.of(first));
        assertCode("totp-wrong", () -> signIn(Optional.of(first)));
        signIn(Optional.of(" " + recoveryCodes.pop().replace("-", "  ").toUpperCase(java.util.Locale.ROOT)));
        assertEquals(8, house.secondFactors.status(caller).recoveryCodesLeft());
        assertEquals(Map.of("left", "9"), house.heard.get(1).change().detail());
    }

    @Test
    void onlyHashesOfRecoveryCodesAreStored() {
        setUp();
        String code = recoveryCodes.pop();
        assertFalse(house.totpStore.useRecoveryCode(workspace.id(), marie.user().id(), code));
        assertTrue(house.totpStore.useRecoveryCode(
                workspace.id(), marie.user().id(), RecoveryCode.hash(code).orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "abc", "\u0000", "\u202e", "000000", "zzzz-zzzz-zzzz-zzzz", "１２３４５６"})
    void whatIsTypedInsteadOfACodeIsRefused(String typed) {
        setUp();
        assertCode("totp-wrong", () -> signIn(Optional.of(typed)));
        assertCode("totp-wrong", () -> signIn(Optional.of(typed + "9".repeat(4_000))));
    }

    @Test
    void anAppThatIsSetUpIsNotReplaced() {
        setUp();
        assertCode("totp-enabled", () -> house.secondFactors.enrol(caller, password()));
        assertCode("totp-off", () -> house.secondFactors.confirm(caller, "000000", Optional.empty()));
    }

    @Test
    void itIsTakenAwayWithPasswordAndCode() {
        byte[] secret = setUp();
        house.clock.advance(STEP);
        assertCode("wrong-credentials", () -> house.secondFactors.disable(caller, "wrong".toCharArray(), now(secret)));
        assertCode("totp-wrong", () -> house.secondFactors.disable(caller, password(), "000000x"));
        house.secondFactors.disable(caller, password(), now(secret));
        signIn(Optional.empty());
        assertCode("totp-off", () -> house.secondFactors.disable(caller, password(), now(secret)));
    }

    @Test
    void whoLostEverythingIsHelpedByAnAdministratorOfTheWorkspaceOnly() {
        byte[] secret = setUp();
        house.clock.advance(STEP);
        SignedIn open = signIn(Optional.of(now(secret)));
        Caller foreign = Caller.operator(house.workspace("lavoie").id());
        assertCode(
                "no-such-user",
                () -> house.secondFactors.reset(foreign, marie.user().id()));
        assertTrue(house.sessions.authenticate(open.token()).isPresent());
        house.secondFactors.reset(Caller.operator(workspace.id()), marie.user().id());
        assertEquals(Optional.empty(), house.sessions.authenticate(open.token()));
        List<String> heard = house.heardTypes();
        assertEquals(List.of("totp-reset", "sessions-ended"), heard.subList(heard.size() - 2, heard.size()));
        signIn(Optional.empty());
    }

    @Test
    void aWorkspaceThatRequiresItMakesItDueAtOnce() {
        SignedIn open = signIn(Optional.empty());
        house.secondFactors.require(Caller.operator(workspace.id()), true);
        house.secondFactors.require(Caller.operator(workspace.id()), true);
        assertTrue(house.sessions.authenticate(open.token()).orElseThrow().totpDue());
        assertTrue(signIn(Optional.empty()).session().totpDue());
        assertTrue(house.secondFactors.status(caller).required());
        byte[] secret = setUp(Optional.of(open.token()));
        assertFalse(house.sessions.authenticate(open.token()).orElseThrow().totpDue());
        house.clock.advance(STEP);
        house.secondFactors.disable(caller, password(), now(secret));
        assertTrue(house.sessions.authenticate(open.token()).orElseThrow().totpDue());
        house.secondFactors.require(Caller.operator(workspace.id()), false);
        assertFalse(house.sessions.authenticate(open.token()).orElseThrow().totpDue());
        assertEquals(
                2, house.heardTypes().stream().filter("setting-changed"::equals).count());
    }

    @Test
    void aSettingThatMakesNoSenseRequiresIt() {
        house.workspaces.changeSetting(Caller.operator(workspace.id()), "tenancy.totp", "optionnel");
        assertTrue(signIn(Optional.empty()).session().totpDue());
    }

    @Test
    void withoutKeysNobodyGetsPastTheCode() {
        byte[] secret = setUp();
        house.clock.advance(STEP);
        house.seal.unavailable = true;
        assertCode("key-unavailable", () -> signIn(Optional.of(now(secret))));
        house.seal.unavailable = false;
        signIn(Optional.of(now(secret)));
    }

    @Test
    void thoseWhoAreNoUsersHaveNone() {
        assertCode("no-such-user", () -> house.secondFactors.status(Caller.operator(workspace.id())));
    }

    private byte[] setUp() {
        return setUp(Optional.empty());
    }

    private byte[] setUp(Optional<String> token) {
        byte[] secret =
                Base32Text.bytes(house.secondFactors.enrol(caller, password()).secret());
        recoveryCodes.addAll(house.secondFactors.confirm(caller, now(secret), token));
        return secret;
    }

    private String now(byte[] secret) {
        return Totp.code(secret, Totp.step(house.clock.instant()));
    }

    private SignedIn signIn(Optional<String> code) {
        return house.sessions.signIn("tremblay", "marie", password(), code, Optional.empty());
    }

    private char[] password() {
        return marie.oneTimePassword().toCharArray();
    }

    private static void assertCode(String code, org.junit.jupiter.api.function.Executable work) {
        assertEquals(code, assertThrows(TenancyException.class, work).code());
    }

    /** Reads what apps read. */
    private static final class Base32Text {
        static byte[] bytes(String text) {
            java.math.BigInteger number = java.math.BigInteger.ZERO;
            for (char c : text.toCharArray()) {
                number = number.shiftLeft(5)
                        .add(java.math.BigInteger.valueOf("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c)));
            }
            byte[] bytes = new byte[text.length() * 5 / 8];
            byte[] all = number.toByteArray();
            for (int i = 1; i <= bytes.length && i <= all.length; i++) {
                bytes[bytes.length - i] = all[all.length - i];
            }
            return bytes;
        }
    }
}
