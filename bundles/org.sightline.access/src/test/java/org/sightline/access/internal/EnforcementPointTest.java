package org.sightline.access.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sightline.access.AccessDeniedException;
import org.sightline.access.AccessRequest;
import org.sightline.access.Action;
import org.sightline.access.Decision;
import org.sightline.access.NotFoundException;
import org.sightline.access.PolicyHealth;
import org.sightline.access.PolicyHealth.State;
import org.sightline.access.Resource;
import org.sightline.access.Vote;
import org.sightline.access.Vote.Choice;
import org.sightline.access.spi.AccessPolicy;
import org.sightline.audit.Audit;
import org.sightline.audit.AuditEntry;
import org.sightline.audit.AuditException;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.WorkspaceId;

final class EnforcementPointTest {
    private final WorkspaceId workspace = WorkspaceId.fresh();
    private final Caller caller = new Caller(workspace, UserId.fresh().value(), Set.of(Role.ADMINISTRATOR));
    private final RecordedAudit audit = new RecordedAudit();
    private volatile long nanos;
    private final FakeSettings settings = new FakeSettings();
    private final EnforcementPoint access = new EnforcementPoint(audit, settings, () -> nanos, config());

    @Test
    void withoutAnyPolicyEverythingIsRefused() {
        for (Action action : Action.values()) {
            assertRefused(action, "no policy permits this");
        }
    }

    @Test
    void onePermitAllows() {
        bind("a", Choice.ABSTAIN);
        bind("b", Choice.PERMIT);
        access.require(request(Action.CALL_VIEW));
    }

    @Test
    void oneDenyRefusesWhateverOthersSay() {
        bind("a", Choice.PERMIT);
        bind("b", Choice.DENY);
        bind("c", Choice.PERMIT);
        assertRefused(Action.CALL_VIEW, "b says DENY");
    }

    @Test
    void abstentionsRefuse() {
        bind("a", Choice.ABSTAIN);
        assertRefused(Action.CALL_VIEW, "no policy permits this");
    }

    @Test
    void aPolicyThatThrowsDenies() {
        bind("a", Choice.PERMIT);
        access.bindPolicy(policy("b", request -> {
            throw new IllegalStateException("broken");
        }));
        assertRefused(Action.CALL_VIEW, "the policy b failed");
        assertEquals(new PolicyHealth("b", State.FAILING, false, 1, 0, 1), health("b"));
    }

    @Test
    void aPolicyWhoseBundleIsGoneDenies() {
        bind("a", Choice.PERMIT);
        access.bindPolicy(policy("b", request -> {
            throw new NoClassDefFoundError("org/example/Gone");
        }));
        assertRefused(Action.CALL_VIEW, "the policy b failed");
    }

    @Test
    void aPolicyThatAnswersNothingDenies() {
        bind("a", Choice.PERMIT);
        access.bindPolicy(policy("b", request -> null));
        assertRefused(Action.CALL_VIEW, "the policy b failed");
    }

    @Test
    void aPolicyVotesInNoOtherName() {
        access.bindPolicy(policy("a", request -> new Vote("roles", Choice.PERMIT, "forged")));
        assertEquals(
                "a", access.explain(request(Action.CALL_VIEW)).votes().get(0).policy());
    }

    @Test
    void aSlowPolicyRefuses() {
        access.bindPolicy(takes("slow", 51, 51));
        assertRefused(Action.CALL_VIEW, "the policy slow took too long");
        assertEquals(new PolicyHealth("slow", State.SLOW, false, 1, 1, 0), health("slow"));
    }

    @Test
    void aVoteThatAPauseOfTheMachineMadeLateIsAskedForAgain() {
        access.bindPolicy(takes("a", 51, 50));
        access.require(request(Action.CALL_VIEW));
        assertEquals(new PolicyHealth("a", State.VOTING, false, 1, 0, 0), health("a"));
    }

    @Test
    void aLateDenyIsADenyWithItsOwnReason() {
        access.bindPolicy(policy("late", request -> {
            nanos += TimeUnit.MILLISECONDS.toNanos(5000);
            return new Vote("late", Choice.DENY, "no");
        }));
        assertRefused(Action.CALL_VIEW, "no");
    }

    @Test
    void howLongAVoteMayTakeIsConfigured() {
        access.configure(config(200));
        access.bindPolicy(takes("a", 199, 199));
        access.require(request(Action.CALL_VIEW));
        for (int millis : new int[] {0, -1, 1001}) {
            IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> access.configure(config(millis)));
            assertEquals("voteMillis: 1 to 1000", e.getMessage());
        }
    }

    @Test
    void aPolicyThatHangsHoldsUpNobodyElse() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        access.bindPolicy(policy("hangs", request -> {
            asked.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Vote("hangs", Choice.PERMIT, "at last");
        }));
        Thread first = new Thread(() -> access.explain(request(Action.CALL_VIEW)), "the first that asks");
        first.start();
        asked.await();
        nanos += TimeUnit.MILLISECONDS.toNanos(1001);
        assertRefused(Action.CALL_VIEW, "the policy hangs took too long");
        assertEquals(State.SLOW, health("hangs").state());
        released.countDown();
        first.join();
        access.require(request(Action.CALL_VIEW));
        assertEquals(State.VOTING, health("hangs").state());
    }

    @Test
    void aPolicyThatRecoversVotesAgain() {
        AtomicBoolean broken = new AtomicBoolean(true);
        access.bindPolicy(policy("a", request -> {
            if (broken.get()) {
                throw new IllegalStateException("broken");
            }
            return new Vote("a", Choice.PERMIT, "well again");
        }));
        assertRefused(Action.CALL_VIEW, "the policy a failed");
        broken.set(false);
        access.require(request(Action.CALL_VIEW));
        assertEquals(new PolicyHealth("a", State.VOTING, false, 2, 0, 1), health("a"));
    }

    @Test
    void aVanishedPolicyVotesNoMore() {
        AccessPolicy permitting = bind("a", Choice.PERMIT);
        access.require(request(Action.CALL_VIEW));
        access.unbindPolicy(permitting);
        assertRefused(Action.CALL_VIEW, "no policy permits this");
        assertEquals(List.of(), access.policies(caller));
    }

    @Test
    void aReplacedPolicyVotesWhenTheOldOneLeavesAfterwards() {
        AccessPolicy old = bind("a", Choice.DENY);
        bind("a", Choice.PERMIT);
        access.unbindPolicy(old);
        access.require(request(Action.CALL_VIEW));
        assertEquals("a", health("a").name());
        assertEquals(1, access.policies(caller).size());
    }

    @Test
    void aRequiredPolicyThatVanishesRefuses() {
        bind("a", Choice.PERMIT);
        AccessPolicy required = bind("never-at-night", Choice.ABSTAIN);
        access.configure(config("never-at-night"));
        access.require(request(Action.CALL_VIEW));
        assertEquals(new PolicyHealth("never-at-night", State.VOTING, true, 1, 0, 0), health("never-at-night"));
        access.unbindPolicy(required);
        assertRefused(Action.CALL_VIEW, "the required policy never-at-night is not running");
        assertEquals(new PolicyHealth("never-at-night", State.MISSING, true, 0, 0, 0), health("never-at-night"));
        access.bindPolicy(required);
        access.require(request(Action.CALL_VIEW));
    }

    @Test
    void aListOfRequiredPoliciesInOneTextIsAList() {
        bind("a", Choice.PERMIT);
        access.configure(config(" a , b,"));
        assertRefused(Action.CALL_VIEW, "the required policy b is not running");
        bind("b", Choice.ABSTAIN);
        access.require(request(Action.CALL_VIEW));
    }

    @Test
    void aPolicyThatTheWorkspaceRequiresRefusesInThatWorkspaceOnlyWhenItVanishes() {
        bind("a", Choice.PERMIT);
        AccessPolicy hours = bind("hours", Choice.ABSTAIN);
        access.require(caller, List.of("hours", "a"));
        assertEquals(List.of("a", "hours"), access.required(caller));
        access.require(request(Action.CALL_VIEW));
        access.unbindPolicy(hours);
        assertRefused(Action.CALL_VIEW, "the required policy hours is not running");
        assertEquals(State.MISSING, health("hours").state());
        Caller other = Caller.platform(WorkspaceId.fresh());
        access.require(new AccessRequest(other, Action.CALL_VIEW, Resource.of(other.workspace())));
        assertEquals(1, access.policies(other).size());
    }

    @Test
    void aWorkspaceCannotLockItselfOut() {
        bind("a", Choice.PERMIT);
        assertThrows(IllegalArgumentException.class, () -> access.require(caller, List.of("a", "not-there")));
        List<String> many = IntStream.range(0, 21).mapToObj(i -> "p" + i).toList();
        many.forEach(name -> bind(name, Choice.ABSTAIN));
        assertThrows(IllegalArgumentException.class, () -> access.require(caller, many));
        assertEquals(List.of(), access.required(caller));
    }

    @Test
    void whatAnotherNodeRequiresIsKnownHereWithinASecondAndNotReadForEveryRequest() {
        bind("a", Choice.PERMIT);
        for (int i = 0; i < 100; i++) {
            access.require(request(Action.CALL_VIEW));
        }
        assertEquals(1, settings.reads);
        settings.changeSetting(caller, "access.required", "elsewhere");
        nanos += TimeUnit.MILLISECONDS.toNanos(501);
        assertRefused(Action.CALL_VIEW, "the required policy elsewhere is not running");
    }

    @Test
    void aWorkspaceWhoseRequirementsCannotBeReadIsAllowedNothing() {
        bind("a", Choice.PERMIT);
        settings.away = true;
        assertRefused(Action.CALL_VIEW, "the required policies cannot be read");
    }

    @Test
    void anotherWorkspacesObjectDoesNotExistAndNoPolicyIsAsked() {
        List<AccessRequest> asked = new ArrayList<>();
        access.bindPolicy(policy("a", request -> {
            asked.add(request);
            return new Vote("a", Choice.PERMIT, "yes");
        }));
        AccessRequest foreign =
                new AccessRequest(caller, Action.RECORDING_WATCH, new Resource(WorkspaceId.fresh(), "rec_1", Map.of()));
        NotFoundException e = assertThrows(NotFoundException.class, () -> access.require(foreign));
        assertEquals(new NotFoundException("rec_1").getMessage(), e.getMessage());
        assertThrows(NotFoundException.class, () -> access.explain(foreign));
        assertEquals(List.of(), asked);
    }

    @Test
    void reachingForAnotherWorkspaceIsRecordedForThePlatformOnly() {
        AccessRequest foreign =
                new AccessRequest(caller, Action.RECORDING_WATCH, new Resource(WorkspaceId.fresh(), "rec_1", Map.of()));
        assertThrows(NotFoundException.class, () -> access.require(foreign));
        assertEquals(1, audit.entries.size());
        assertEquals(WorkspaceId.PLATFORM, audit.entries.get(0).workspace());
        assertEquals(caller.subject(), audit.entries.get(0).subject());
        assertEquals(Audit.Outcome.REFUSED, audit.entries.get(0).outcome());
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void everyRefusalIsAudited(Action action) {
        bind("a", Choice.PERMIT);
        bind("b", Choice.DENY);
        assertRefused(action, "b says DENY");
        AuditEntry entry = audit.entries.get(0);
        assertEquals(action.toString(), entry.action());
        assertEquals("rec_1", entry.resource());
        assertEquals(Audit.Outcome.REFUSED, entry.outcome());
        assertEquals(Map.of("reason", "b says DENY", "votes", "a=PERMIT b=DENY"), entry.detail());
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void onlySensitivePermitsAreAudited(Action action) {
        bind("a", Choice.PERMIT);
        access.require(request(action));
        boolean sensitive = Set.of(
                        "recording.watch",
                        "review-policy.change",
                        "region.change",
                        "key.rotate",
                        "workspace.manage",
                        "users.manage",
                        "platform.manage")
                .contains(action.toString());
        assertEquals(sensitive ? 1 : 0, audit.entries.size());
    }

    @Test
    void whatCannotBeAuditedIsRefused() {
        bind("a", Choice.PERMIT);
        audit.away = true;
        assertThrows(AuditException.class, () -> access.require(request(Action.RECORDING_WATCH)));
        access.require(request(Action.CALL_VIEW));
    }

    @Test
    void anExplanationHasEveryVoteAndNoEffect() {
        bind("b", Choice.DENY);
        bind("a", Choice.PERMIT);
        Decision decision = access.explain(request(Action.RECORDING_WATCH));
        assertFalse(decision.permitted());
        assertEquals(
                List.of(new Vote("a", Choice.PERMIT, "a says PERMIT"), new Vote("b", Choice.DENY, "b says DENY")),
                decision.votes());
        assertTrue(audit.entries.isEmpty());
    }

    private void assertRefused(Action action, String reason) {
        AccessDeniedException e = assertThrows(AccessDeniedException.class, () -> access.require(request(action)));
        assertEquals(reason, e.decision().reason());
    }

    private AccessRequest request(Action action) {
        return new AccessRequest(caller, action, new Resource(workspace, "rec_1", Map.of()));
    }

    private AccessPolicy bind(String name, Choice choice) {
        AccessPolicy policy = policy(name, request -> new Vote(name, choice, name + " says " + choice));
        access.bindPolicy(policy);
        return policy;
    }

    private PolicyHealth health(String name) {
        return access.policies(caller).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private AccessPolicy takes(String name, int... millis) {
        Iterator<Integer> each = IntStream.of(millis).iterator();
        return policy(name, request -> {
            nanos += TimeUnit.MILLISECONDS.toNanos(each.next());
            return new Vote(name, Choice.PERMIT, "in the end");
        });
    }

    private static AccessPolicy policy(String name, Function<AccessRequest, Vote> vote) {
        return new AccessPolicy() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Vote vote(AccessRequest request) {
                return vote.apply(request);
            }
        };
    }

    private static EnforcementPoint.Config config(String... required) {
        return config(50, required);
    }

    private static EnforcementPoint.Config config(int millis, String... required) {
        return new EnforcementPoint.Config() {
            @Override
            public int voteMillis() {
                return millis;
            }

            @Override
            public String[] requiredPolicies() {
                return required;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return EnforcementPoint.Config.class;
            }
        };
    }

    private static final class RecordedAudit implements Audit {
        private final List<AuditEntry> entries = new ArrayList<>();
        private boolean away;

        @Override
        public AuditEntry record(
                Caller caller, String action, String resource, Outcome outcome, Map<String, String> detail) {
            if (away) {
                throw new AuditException("cannot write the audit log", null);
            }
            AuditEntry entry = new AuditEntry(
                    caller.workspace(),
                    entries.size() + 1L,
                    java.time.Instant.EPOCH,
                    caller.subject(),
                    action,
                    resource,
                    outcome,
                    detail,
                    "",
                    "");
            entries.add(entry);
            return entry;
        }

        @Override
        public List<AuditEntry> list(Caller caller, long beforeSequence, int limit) {
            return List.copyOf(entries);
        }

        @Override
        public Verification verify(Caller caller) {
            return new Verification(true, entries.size(), -1, "");
        }
    }
}
