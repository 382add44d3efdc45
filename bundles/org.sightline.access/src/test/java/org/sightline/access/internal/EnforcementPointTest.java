package org.sightline.access.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sightline.access.AccessDeniedException;
import org.sightline.access.AccessRequest;
import org.sightline.access.Action;
import org.sightline.access.Decision;
import org.sightline.access.NotFoundException;
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
    private long nanos;
    private final EnforcementPoint access = new EnforcementPoint(audit, new Ballot(() -> nanos), config());

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
        assertEquals(1, access.failedVotes());
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
    void aSlowVoteCountsAndIsCounted() {
        access.bindPolicy(policy("slow", request -> {
            nanos += TimeUnit.MILLISECONDS.toNanos(51);
            return new Vote("slow", Choice.PERMIT, "in the end");
        }));
        access.require(request(Action.CALL_VIEW));
        assertEquals(1, access.slowVotes());
        assertEquals(0, access.failedVotes());
    }

    @Test
    void aVanishedPolicyVotesNoMore() {
        AccessPolicy permitting = bind("a", Choice.PERMIT);
        access.require(request(Action.CALL_VIEW));
        access.unbindPolicy(permitting);
        assertRefused(Action.CALL_VIEW, "no policy permits this");
        assertEquals(List.of(), access.policies());
    }

    @Test
    void aReplacedPolicyVotesWhenTheOldOneLeavesAfterwards() {
        AccessPolicy old = bind("a", Choice.DENY);
        bind("a", Choice.PERMIT);
        access.unbindPolicy(old);
        access.require(request(Action.CALL_VIEW));
        assertEquals(List.of("a"), access.policies());
    }

    @Test
    void aRequiredPolicyThatVanishesRefuses() {
        bind("a", Choice.PERMIT);
        AccessPolicy required = bind("never-at-night", Choice.ABSTAIN);
        access.configure(config("never-at-night"));
        access.require(request(Action.CALL_VIEW));
        assertEquals(List.of(), access.missing());
        access.unbindPolicy(required);
        assertRefused(Action.CALL_VIEW, "the required policy never-at-night is not running");
        assertEquals(List.of("never-at-night"), access.missing());
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
        return new EnforcementPoint.Config() {
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
