package org.sightline.calls.internal;

import java.util.Optional;
import java.util.Set;
import org.sightline.calls.CallId;
import org.sightline.calls.ParticipantId;
import org.sightline.calls.ParticipantRole;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.WorkspaceId;

/**
 * The right to join a call, bought with a ticket.
 *
 * @param name as others in the call read it
 * @param caller on whose behalf the participant acts
 * @param user who it is; empty for a customer
 * @param invitation hash of the link's token; empty for a user
 */
record Claim(
        WorkspaceId workspace,
        CallId call,
        ParticipantId participant,
        ParticipantRole role,
        String name,
        Caller caller,
        Optional<UserId> user,
        Optional<String> invitation) {

    static Claim ofUser(Caller caller, CallId call, UserId user, String name) {
        return new Claim(
                caller.workspace(),
                call,
                ParticipantId.fresh(),
                ParticipantRole.TECHNICIAN,
                name,
                caller,
                Optional.of(user),
                Optional.empty());
    }

    static Claim ofCustomer(WorkspaceId workspace, CallId call, String name, String invitation) {
        ParticipantId participant = ParticipantId.fresh();
        Caller caller = new Caller(workspace, participant.value(), Set.of(Role.CUSTOMER));
        return new Claim(
                workspace,
                call,
                participant,
                ParticipantRole.CUSTOMER,
                name,
                caller,
                Optional.empty(),
                Optional.of(invitation));
    }
}
