package org.sightline.tenancy.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
import org.sightline.tenancy.Sessions.Session;
import org.sightline.tenancy.Sessions.SignedIn;
import org.sightline.tenancy.TenancyException;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.Users.NewUser;
import org.sightline.tenancy.Workspace;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.spi.SessionStore.StoredSession;

final class StoredSessionsTest {
    private final House house = new House();
    private final Workspace workspace = house.workspace("tremblay");
    private final NewUser marie = house.user(workspace, "marie", Role.ADMINISTRATOR);

    @BeforeEach
    void forgetWhatWasHeard() {
        house.heard.clear();
    }

    @Test
    void aTokenIsTheWorkspaceAndThirtyTwoRandomBytesOfWhichOnlyTheHashIsStored() {
        SignedIn signedIn = signIn();
        byte[] token = java.util.Base64.getUrlDecoder().decode(signedIn.token());
        assertEquals(48, token.length);
        assertNotEquals(signedIn.token(), signIn().token());
        List<StoredSession> stored =
                house.sessionStore.ofUser(workspace.id(), marie.user().id());
        assertTrue(stored.stream().noneMatch(s -> s.toString().contains(signedIn.token())));
        assertTrue(stored.stream().allMatch(s -> s.tokenHash().matches("[0-9a-f]{64}")));
        assertFalse(signedIn.toString().contains(signedIn.token()));
    }

    @Test
    void aTokenAuthenticatesItsUser() {
        Session session = house.sessions.authenticate(signIn().token()).orElseThrow();
        assertEquals(marie.user(), session.user());
        assertEquals(List.of("signed-in"), house.heardTypes());
    }

    @Test
    void namesAreFoldedAsPhonesTypeThem() {
        SignedIn signedIn =
                house.sessions.signIn(" Tremblay", "Marie ", password(), Optional.empty(), Optional.empty());
        assertEquals(marie.user().id(), signedIn.session().user().id());
    }

    @Test
    void everyWrongPartIsRefusedAlike() {
        List<String> messages = new ArrayList<>();
        for (String[] attempt : new String[][] {
            {"tremblay", "marie", "wrong"},
            {"tremblay", "nobody", marie.oneTimePassword()},
            {"nowhere", "marie", marie.oneTimePassword()},
            {"", "", ""},
            {"../\u202e\u0000", "x".repeat(4_000), "y".repeat(4_000)},
            {"x".repeat(4_000), "\u0000/../marie", "\ud800"}
        }) {
            TenancyException e = assertThrows(
                    TenancyException.class,
                    () -> house.sessions.signIn(
                            attempt[0], attempt[1], attempt[2].toCharArray(), Optional.empty(), Optional.empty()));
            assertEquals("wrong-credentials", e.code());
            messages.add(e.getMessage());
        }
        assertEquals(1, Set.copyOf(messages).size());
    }

    @Test
    void theRecordOfARefusalNeverHoldsWhatWasTyped() {
        assertRefused("marie", "wrong");
        assertRefused("my secret typed in the wrong field", "wrong");
        assertEquals(
                List.of(marie.user().id().value(), "unknown-user"),
                house.heard.stream().map(h -> h.change().resource()).toList());
        assertEquals(Caller.platform(workspace.id()), house.heard.get(0).caller());
        assertEquals(
                Map.of("reason", "wrong-credentials"),
                house.heard.get(0).change().detail());
    }

    @Test
    void refusalsAtAnUnknownWorkspaceAreThePlatformsConcern() {
        assertThrows(
                TenancyException.class,
                () -> house.sessions.signIn("nowhere", "marie", password(), Optional.empty(), Optional.empty()));
        assertEquals(Caller.platform(WorkspaceId.PLATFORM), house.heard.get(0).caller());
    }

    @Test
    void anInactiveUserIsRefusedLikeAnyOther() {
        NewUser paul = house.user(workspace, "paul", Role.TECHNICIAN);
        house.users.setActive(Caller.operator(workspace.id()), paul.user().id(), false);
        assertRefused("paul", paul.oneTimePassword());
    }

    @Test
    void anAccountIsThrottledKnownOrNotAndRecordedOnce() {
        for (String name : List.of("marie", "nobody")) {
            house.heard.clear();
            for (int i = 0; i < 5; i++) {
                assertRefused(name, "wrong");
            }
            for (int i = 0; i < 3; i++) {
                TenancyException e = assertThrows(
                        TenancyException.class,
                        () -> house.sessions.signIn("tremblay", name, password(), Optional.empty(), Optional.empty()));
                assertEquals("login-throttled", e.code());
            }
            assertEquals(6, house.heard.size());
            assertEquals(
                    Map.of("reason", "login-throttled"),
                    house.heard.get(5).change().detail());
        }
        house.clock.advance(Duration.ofSeconds(2));
        signIn();
    }

    @Test
    void spellingANameDifferentlyDoesNotEscapeTheThrottle() {
        for (String name : List.of("marie", "Marie", " marie", "MARIE ", "mArie")) {
            assertRefused(name, "wrong");
        }
        assertEquals(
                "login-throttled",
                assertThrows(TenancyException.class, this::signIn).code());
    }

    @Test
    void signingInAgainReplacesThePreviousSession() {
        SignedIn first = signIn();
        SignedIn second =
                house.sessions.signIn("tremblay", "marie", password(), Optional.empty(), Optional.of(first.token()));
        assertEquals(Optional.empty(), house.sessions.authenticate(first.token()));
        assertTrue(house.sessions.authenticate(second.token()).isPresent());
    }

    @Test
    void aRefusedSignInLeavesThePreviousSession() {
        SignedIn first = signIn();
        assertThrows(
                TenancyException.class,
                () -> house.sessions.signIn(
                        "tremblay", "marie", new char[0], Optional.empty(), Optional.of(first.token())));
        assertTrue(house.sessions.authenticate(first.token()).isPresent());
    }

    @Test
    void anUnusedSessionEndsAfterTheIdleLimit() {
        SignedIn signedIn = signIn();
        assertEquals(
                house.clock.instant().plus(Duration.ofMinutes(30)),
                signedIn.session().expiresAt());
        house.clock.advance(Duration.ofMinutes(30).minusMillis(1));
        assertTrue(house.sessions.authenticate(signedIn.token()).isPresent());
        house.clock.advance(Duration.ofMinutes(30));
        assertEquals(Optional.empty(), house.sessions.authenticate(signedIn.token()));
    }

    @Test
    void aUsedSessionEndsAfterTheAbsoluteLimit() {
        SignedIn signedIn = signIn();
        Instant start = house.clock.instant();
        for (int i = 0; i < 47; i++) {
            house.clock.advance(Duration.ofMinutes(15));
            assertTrue(house.sessions.authenticate(signedIn.token()).isPresent(), i + " quarters");
        }
        assertEquals(
                start.plus(Duration.ofHours(12)),
                house.sessions.authenticate(signedIn.token()).orElseThrow().expiresAt());
        house.clock.advance(Duration.ofMinutes(15));
        assertEquals(Optional.empty(), house.sessions.authenticate(signedIn.token()));
    }

    @Test
    void aSessionIsTouchedAtMostOnceAMinute() {
        SignedIn signedIn = signIn();
        Instant start = house.clock.instant();
        house.clock.advance(Duration.ofSeconds(59));
        house.sessions.authenticate(signedIn.token());
        assertEquals(start, onlyStored().lastUsedAt());
        house.clock.advance(Duration.ofSeconds(1));
        house.sessions.authenticate(signedIn.token());
        assertEquals(start.plusSeconds(60), onlyStored().lastUsedAt());
    }

    @Test
    void expiredSessionsAreDeletedInTheEnd() {
        signIn();
        house.clock.advance(Duration.ofHours(1));
        signIn();
        assertEquals(house.clock.instant(), onlyStored().signedInAt());
    }

    @Test
    void theTwentyFirstSessionEndsTheLeastRecentlyUsed() {
        SignedIn first = signIn();
        SignedIn second = signIn();
        house.clock.advance(Duration.ofMinutes(2));
        house.sessions.authenticate(first.token());
        for (int i = 0; i < 19; i++) {
            house.clock.advance(Duration.ofSeconds(1));
            signIn();
        }
        assertTrue(house.sessions.authenticate(first.token()).isPresent());
        assertEquals(Optional.empty(), house.sessions.authenticate(second.token()));
        assertEquals(20, house.sessions.mine(marie.user().caller()).size());
    }

    @Test
    void signingOutEndsThatSession() {
        SignedIn gone = signIn();
        SignedIn kept = signIn();
        house.sessions.signOut(gone.token());
        house.sessions.signOut(gone.token());
        assertEquals(Optional.empty(), house.sessions.authenticate(gone.token()));
        assertTrue(house.sessions.authenticate(kept.token()).isPresent());
        assertEquals(List.of("signed-in", "signed-in", "signed-out"), house.heardTypes());
    }

    @Test
    void endingAllReachesOnlyTheCallersWorkspace() {
        SignedIn signedIn = signIn();
        UserId id = marie.user().id();
        house.sessions.endAll(Caller.operator(house.workspace("lavoie").id()), id);
        assertTrue(house.sessions.authenticate(signedIn.token()).isPresent());
        house.sessions.endAll(Caller.operator(workspace.id()), id);
        assertEquals(Optional.empty(), house.sessions.authenticate(signedIn.token()));
    }

    @Test
    void thoseWhoAreNoUsersHaveNoSessions() {
        assertEquals(List.of(), house.sessions.mine(Caller.operator(workspace.id())));
    }

    @Test
    void aTokenOfOneWorkspaceIsWorthNothingInAnother() {
        SignedIn signedIn = signIn();
        WorkspaceId other = house.workspace("lavoie").id();
        String grafted = SessionToken.fresh(other).text().substring(0, 22)
                + signedIn.token().substring(22);
        assertEquals(Optional.empty(), house.sessions.authenticate(grafted));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "../../etc/passwd", "\u0000", "\u202e"})
    void aMalformedTokenIsNobodys(String token) {
        assertEquals(Optional.empty(), house.sessions.authenticate(token));
        assertEquals(Optional.empty(), house.sessions.authenticate(token.repeat(4_000)));
        assertEquals(Optional.empty(), house.sessions.authenticate("A".repeat(63) + token));
        assertEquals(Optional.empty(), house.sessions.authenticate(null));
        house.sessions.signOut(token);
        house.sessions.signIn("tremblay", "marie", password(), Optional.empty(), Optional.of(token));
    }

    @Test
    void anOldHashIsRenewedAtSignIn() {
        UserId id = marie.user().id();
        String weaker = new Argon2id(32, 1, 1).hash(password());
        house.userStore.putPasswordHash(workspace.id(), id, weaker, true);
        assertTrue(signIn().session().user().passwordChangeDue());
        String renewed = house.userStore.passwordHash(workspace.id(), id).orElseThrow();
        assertFalse(House.CHEAP.outdated(renewed));
        signIn();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_441})
    void aBadIdleLimitIsNamed(int minutes) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> house.sessions(House.config(minutes, 12)));
        assertTrue(e.getMessage().contains("idleMinutes"));
    }

    private SignedIn signIn() {
        return house.sessions.signIn("tremblay", "marie", password(), Optional.empty(), Optional.empty());
    }

    private void assertRefused(String name, String password) {
        TenancyException e = assertThrows(
                TenancyException.class,
                () -> house.sessions.signIn(
                        "tremblay", name, password.toCharArray(), Optional.empty(), Optional.empty()));
        assertEquals("wrong-credentials", e.code());
    }

    private StoredSession onlyStored() {
        List<StoredSession> stored =
                house.sessionStore.ofUser(workspace.id(), marie.user().id());
        assertEquals(1, stored.size());
        return stored.get(0);
    }

    private char[] password() {
        return marie.oneTimePassword().toCharArray();
    }
}
