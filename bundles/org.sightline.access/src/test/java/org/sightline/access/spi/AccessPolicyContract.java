package org.sightline.access.spi;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sightline.access.AccessRequest;
import org.sightline.access.Action;
import org.sightline.access.Resource;
import org.sightline.access.Vote;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.WorkspaceId;

/** What every {@link AccessPolicy} does, whatever it decides. */
public abstract class AccessPolicyContract {

    /** The policy under test. */
    protected abstract AccessPolicy policy();

    /** A workspace that the policy knows. */
    protected abstract WorkspaceId workspace();

    @Test
    void itsNameIsShortAndStable() {
        String name = policy().name();
        assertTrue(name.matches("[a-z][a-z0-9.-]{0,39}"), name);
        assertEquals(name, policy().name());
    }

    @Test
    void itVotesOnEveryRequestInItsOwnName() {
        for (AccessRequest request : requests()) {
            Vote vote = assertDoesNotThrow(() -> policy().vote(request), request::toString);
            assertNotNull(vote, request::toString);
            assertEquals(policy().name(), vote.policy());
        }
    }

    @Test
    void everyReasonIsOneReadableLine() {
        for (AccessRequest request : requests()) {
            String reason = policy().vote(request).reason();
            assertFalse(reason.isBlank(), request::toString);
            assertTrue(reason.length() <= 200, reason);
            assertTrue(reason.codePoints().noneMatch(Character::isISOControl), reason);
        }
    }

    @Test
    void noReasonRepeatsWhatAHostileResourceSays() {
        String hostile = "../\u202e\u0000<script>";
        Resource resource = new Resource(workspace(), hostile, Map.of(Resource.TECHNICIAN, hostile));
        for (Action action : Action.values()) {
            for (Role role : Role.values()) {
                Vote vote = policy().vote(new AccessRequest(caller(Set.of(role)), action, resource));
                assertFalse(vote.reason().contains("script"), vote.reason());
            }
        }
    }

    @Test
    void theSameRequestGetsTheSameVote() {
        for (AccessRequest request : requests()) {
            assertEquals(policy().vote(request), policy().vote(request), request::toString);
        }
    }

    @Test
    void nobodyWithoutARoleIsPermittedAnything() {
        for (Action action : Action.values()) {
            AccessRequest request = new AccessRequest(caller(Set.of()), action, Resource.of(workspace()));
            assertFalse(policy().vote(request).choice() == Vote.Choice.PERMIT, request::toString);
        }
    }

    private List<AccessRequest> requests() {
        List<Resource> resources = List.of(
                Resource.of(workspace()),
                new Resource(workspace(), "rec_unknown", Map.of()),
                new Resource(workspace(), "x".repeat(4000), Map.of("unknown", "attribute")),
                new Resource(workspace(), "", Map.of(Resource.TECHNICIAN, "", Resource.AUTHORISED_TO_REVIEW, "maybe")));
        List<AccessRequest> requests = new ArrayList<>();
        for (Action action : Action.values()) {
            for (Resource resource : resources) {
                for (Role role : Role.values()) {
                    requests.add(new AccessRequest(caller(Set.of(role)), action, resource));
                }
                requests.add(new AccessRequest(caller(Set.of()), action, resource));
                requests.add(new AccessRequest(caller(EnumSet.allOf(Role.class)), action, resource));
            }
        }
        return requests;
    }

    private Caller caller(Set<Role> roles) {
        return new Caller(workspace(), UserId.fresh().value(), roles);
    }
}
