package org.sightline.access.review.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sightline.access.AccessRequest;
import org.sightline.access.Action;
import org.sightline.access.Resource;
import org.sightline.access.ReviewPolicies;
import org.sightline.access.ReviewPolicies.ReviewPolicy;
import org.sightline.access.Vote;
import org.sightline.access.Vote.Choice;
import org.sightline.access.spi.AccessPolicy;
import org.sightline.access.spi.AccessPolicyContract;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.WorkspaceId;

final class ReviewPolicyVoterTest extends AccessPolicyContract {
    private final WorkspaceId workspace = WorkspaceId.fresh();
    private final UserId user = UserId.fresh();
    private final Chosen chosen = new Chosen();
    private final ReviewPolicyVoter voter = new ReviewPolicyVoter(chosen);

    @Override
    protected AccessPolicy policy() {
        return voter;
    }

    @Override
    protected WorkspaceId workspace() {
        return workspace;
    }

    @ParameterizedTest(name = "{0}: {1}, authorised {2}, own call {3}: {4}")
    @CsvSource({
        "ADMINISTRATORS, ADMINISTRATOR, false, false, PERMIT",
        "ADMINISTRATORS, SUPERVISOR,    true,  true,  DENY",
        "ADMINISTRATORS, TECHNICIAN,    true,  true,  DENY",
        "ADMINISTRATORS, CUSTOMER,      true,  true,  DENY",
        "ADMINISTRATORS, OPERATOR,      true,  true,  DENY",
        "ADMINISTRATORS, PLATFORM,      true,  true,  DENY",
        "TECHNICIANS,    ADMINISTRATOR, false, false, PERMIT",
        "TECHNICIANS,    SUPERVISOR,    true,  false, PERMIT",
        "TECHNICIANS,    SUPERVISOR,    false, true,  DENY",
        "TECHNICIANS,    TECHNICIAN,    true,  false, PERMIT",
        "TECHNICIANS,    TECHNICIAN,    false, true,  DENY",
        "TECHNICIANS,    CUSTOMER,      true,  true,  DENY",
        "TECHNICIANS,    OPERATOR,      true,  true,  DENY",
        "TECHNICIANS,    PLATFORM,      true,  true,  DENY",
        "OWN_CALLS,      ADMINISTRATOR, false, false, PERMIT",
        "OWN_CALLS,      SUPERVISOR,    true,  false, DENY",
        "OWN_CALLS,      SUPERVISOR,    false, true,  PERMIT",
        "OWN_CALLS,      TECHNICIAN,    true,  false, DENY",
        "OWN_CALLS,      TECHNICIAN,    false, true,  PERMIT",
        "OWN_CALLS,      CUSTOMER,      true,  true,  DENY",
        "OWN_CALLS,      OPERATOR,      true,  true,  DENY",
        "OWN_CALLS,      PLATFORM,      true,  true,  DENY"
    })
    void eachPolicyAdmitsExactlyThese(ReviewPolicy policy, Role role, boolean authorised, boolean own, Choice choice) {
        chosen.change(caller(role), policy);
        assertEquals(choice, vote(role, recording(authorised, own)).choice());
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void itVotesOnWatchingOnly(Action action) {
        Vote vote = voter.vote(new AccessRequest(caller(Role.ADMINISTRATOR), action, recording(true, true)));
        assertEquals(action == Action.RECORDING_WATCH ? Choice.PERMIT : Choice.ABSTAIN, vote.choice());
    }

    @Test
    void aMissingAttributeAdmitsNobodyElse() {
        Resource bare = new Resource(workspace, "rec_1", Map.of());
        for (ReviewPolicy policy : ReviewPolicy.values()) {
            chosen.change(caller(Role.TECHNICIAN), policy);
            assertEquals(Choice.DENY, vote(Role.TECHNICIAN, bare).choice());
        }
    }

    @Test
    void onlyTheWordTrueAuthorises() {
        chosen.change(caller(Role.TECHNICIAN), ReviewPolicy.TECHNICIANS);
        for (String text : new String[] {"TRUE", "yes", "1", " true", ""}) {
            Resource recording = new Resource(workspace, "rec_1", Map.of(Resource.AUTHORISED_TO_REVIEW, text));
            assertEquals(Choice.DENY, vote(Role.TECHNICIAN, recording).choice(), text);
        }
    }

    @Test
    void aChangedPolicyCountsForTheNextVote() {
        Resource own = recording(false, true);
        assertEquals(Choice.DENY, vote(Role.TECHNICIAN, own).choice());
        chosen.change(caller(Role.ADMINISTRATOR), ReviewPolicy.OWN_CALLS);
        assertEquals(Choice.PERMIT, vote(Role.TECHNICIAN, own).choice());
        chosen.change(caller(Role.ADMINISTRATOR), ReviewPolicy.ADMINISTRATORS);
        assertEquals(Choice.DENY, vote(Role.TECHNICIAN, own).choice());
    }

    @Test
    void aRefusalSaysWhoMayWatchInstead() {
        assertEquals(
                "only administrators of this workspace may watch recordings",
                vote(Role.TECHNICIAN, recording(true, true)).reason());
    }

    @Test
    void aPolicyThatCannotBeReadIsNotGuessed() {
        chosen.away = true;
        assertThrows(IllegalStateException.class, () -> vote(Role.ADMINISTRATOR, recording(true, true)));
        chosen.away = false;
    }

    private Vote vote(Role role, Resource recording) {
        return voter.vote(new AccessRequest(caller(role), Action.RECORDING_WATCH, recording));
    }

    private Caller caller(Role role) {
        return new Caller(workspace, user.value(), Set.of(role));
    }

    private Resource recording(boolean authorised, boolean own) {
        return new Resource(
                workspace,
                "rec_1",
                Map.of(
                        Resource.AUTHORISED_TO_REVIEW,
                        String.valueOf(authorised),
                        Resource.TECHNICIAN,
                        own ? user.value() : UserId.fresh().value()));
    }

    private static final class Chosen implements ReviewPolicies {
        private final Map<WorkspaceId, ReviewPolicy> byWorkspace = new ConcurrentHashMap<>();
        private boolean away;

        @Override
        public ReviewPolicy get(Caller caller) {
            if (away) {
                throw new IllegalStateException("no database");
            }
            return byWorkspace.getOrDefault(caller.workspace(), ReviewPolicy.ADMINISTRATORS);
        }

        @Override
        public void change(Caller caller, ReviewPolicy policy) {
            byWorkspace.put(caller.workspace(), policy);
        }
    }
}
