package org.sightline.access.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sightline.access.AccessRequest;
import org.sightline.access.Action;
import org.sightline.access.Resource;
import org.sightline.access.Vote.Choice;
import org.sightline.access.spi.AccessPolicy;
import org.sightline.access.spi.AccessPolicyContract;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.WorkspaceId;

final class RolesPolicyTest extends AccessPolicyContract {
    private final RolesPolicy policy = new RolesPolicy();
    private final WorkspaceId workspace = WorkspaceId.fresh();
    private final UserId user = UserId.fresh();

    @Override
    protected AccessPolicy policy() {
        return policy;
    }

    @Override
    protected WorkspaceId workspace() {
        return workspace;
    }

    /** The table of rights, written out a second time: a change of one must be a decision. */
    @ParameterizedTest
    @CsvSource({
        "ADMINISTRATOR, call.create call.view call.join call.end recording.list recording.verify workspace.view"
                + " workspace.manage review-policy.change region.change key.rotate users.view users.manage audit.view",
        "SUPERVISOR, call.create call.view call.join call.end recording.list workspace.view",
        "TECHNICIAN, call.create workspace.view",
        "CUSTOMER, ''",
        "OPERATOR, call.view call.end recording.list recording.verify workspace.view workspace.manage"
                + " review-policy.change region.change key.rotate users.view users.manage audit.view platform.manage",
        "PLATFORM, call.view call.end recording.list recording.verify workspace.view users.view"
    })
    void aRoleMayDoExactlyThis(Role role, String actions) {
        assertEquals(words(actions), permitted(role, Resource.of(workspace)));
    }

    @Test
    void aTechnicianMayDoMoreOnTheCallsItHolds() {
        assertEquals(
                words("call.create call.view call.join call.end recording.list workspace.view"),
                permitted(Role.TECHNICIAN, call(user.value())));
    }

    @Test
    void aTechnicianMayNoMoreOnTheCallsOfOthers() {
        assertEquals(
                words("call.create workspace.view"),
                permitted(Role.TECHNICIAN, call(UserId.fresh().value())));
        assertEquals(words("call.create workspace.view"), permitted(Role.TECHNICIAN, call("")));
    }

    @Test
    void aCustomerIsNoTechnicianOfItsCall() {
        assertEquals(words(""), permitted(Role.CUSTOMER, call(user.value())));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void nobodyWatchesByRoleAndOperatorsNever(Role role) {
        Choice choice = vote(role, Action.RECORDING_WATCH, call(user.value()));
        assertEquals(role == Role.OPERATOR ? Choice.DENY : Choice.ABSTAIN, choice);
    }

    @Test
    void anOperatorWhoIsAlsoAnAdministratorStillNeverWatches() {
        Caller both = new Caller(workspace, user.value(), Set.of(Role.OPERATOR, Role.ADMINISTRATOR));
        AccessRequest request = new AccessRequest(both, Action.RECORDING_WATCH, Resource.of(workspace));
        assertEquals(Choice.DENY, policy.vote(request).choice());
    }

    private Set<String> permitted(Role role, Resource resource) {
        Set<String> permitted = new TreeSet<>();
        for (Action action : Action.values()) {
            if (vote(role, action, resource) == Choice.PERMIT) {
                permitted.add(action.toString());
            }
        }
        return permitted;
    }

    private Choice vote(Role role, Action action, Resource resource) {
        Caller caller = new Caller(workspace, user.value(), Set.of(role));
        return policy.vote(new AccessRequest(caller, action, resource)).choice();
    }

    private Resource call(String technician) {
        return new Resource(workspace, "call_1", Map.of(Resource.TECHNICIAN, technician));
    }

    private static Set<String> words(String text) {
        List<String> words = text.isEmpty()
                ? List.of()
                : Arrays.asList(text.toLowerCase(Locale.ROOT).split(" "));
        return new TreeSet<>(words);
    }
}
