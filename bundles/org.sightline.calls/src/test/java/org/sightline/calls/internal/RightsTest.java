package org.sightline.calls.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sightline.access.AccessDeniedException;
import org.sightline.access.AccessRequest;
import org.sightline.access.Action;
import org.sightline.access.NotFoundException;
import org.sightline.access.Resource;
import org.sightline.calls.CallException;
import org.sightline.calls.CallId;
import org.sightline.calls.CallSessions.Closing;
import org.sightline.calls.Calls.Invited;
import org.sightline.calls.Calls.Ticket;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.InvalidNameException;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.User;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.spi.TenancyListener.Change;

/** Who may do what with which call. */
final class RightsTest {
    private final CallHouse house = new CallHouse();
    private final Invited invited = house.invited();
    private final CallId id = invited.call().id();

    @Test
    void everyQuestionGoesToTheAccessBundleWithTheTechnician() {
        List<AccessRequest> asked = new ArrayList<>();
        house.access.refused = request -> {
            asked.add(request);
            return false;
        };

        house.calls.get(house.terry, id);
        house.calls.ticket(house.terry, id);
        house.calls.invite(house.terry, id);
        house.calls.end(house.terry, id);

        assertEquals(
                List.of(Action.CALL_VIEW, Action.CALL_JOIN, Action.CALL_JOIN, Action.CALL_END),
                asked.stream().map(AccessRequest::action).toList());
        assertTrue(asked.stream()
                .allMatch(request -> request.resource()
                        .attributes()
                        .get(Resource.TECHNICIAN)
                        .equals(house.technician.id().value())));
    }

    @Test
    void whatIsRefusedDoesNotHappen() {
        house.access.refused = request -> true;

        assertThrows(AccessDeniedException.class, house::invited);
        assertThrows(AccessDeniedException.class, () -> house.calls.get(house.terry, id));
        assertThrows(AccessDeniedException.class, () -> house.calls.ticket(house.terry, id));
        assertThrows(AccessDeniedException.class, () -> house.calls.invite(house.terry, id));
        assertThrows(AccessDeniedException.class, () -> house.calls.end(house.terry, id));
        assertEquals(List.of(), house.calls.list(house.terry, 10));
        assertEquals(1, house.store.newest(house.workspace, 10).size());
    }

    @Test
    void anotherWorkspacesCallDoesNotExist() {
        WorkspaceId other = WorkspaceId.fresh();
        Caller stranger = house.users.add(other, "sam", Role.ADMINISTRATOR).caller();

        assertThrows(NotFoundException.class, () -> house.calls.get(stranger, id));
        assertThrows(NotFoundException.class, () -> house.calls.ticket(stranger, id));
        assertThrows(NotFoundException.class, () -> house.calls.invite(stranger, id));
        assertThrows(NotFoundException.class, () -> house.calls.end(stranger, id));
        assertEquals(List.of(), house.calls.list(stranger, 10));
        assertThrows(NotFoundException.class, () -> house.calls.get(house.terry, CallId.fresh()));
    }

    @Test
    void callersSeeTheirOwnCallsNewestFirstAndNoMoreThanAsked() {
        User other = house.users.add(house.workspace, "tom", Role.TECHNICIAN);
        house.time.pass(java.time.Duration.ofSeconds(1));
        house.calls.create(other.caller(), "Bob");
        house.time.pass(java.time.Duration.ofSeconds(1));
        Invited newest = house.invited();
        house.access.refused = request -> !request.resource()
                .attributes()
                .get(Resource.TECHNICIAN)
                .equals(request.caller().subject());

        assertEquals(List.of(newest.call(), invited.call()), house.calls.list(house.terry, 10));
        assertEquals(List.of(newest.call()), house.calls.list(house.terry, 1));
        assertThrows(IllegalArgumentException.class, () -> house.calls.list(house.terry, 0));
        assertThrows(IllegalArgumentException.class, () -> house.calls.list(house.terry, 201));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "a\u202eb", "a\u0000b"})
    void aHostileCustomersNameIsRefused(String name) {
        assertThrows(InvalidNameException.class, () -> house.calls.create(house.terry, name));
    }

    @Test
    void aNameOf4000CharactersIsRefused() {
        assertThrows(InvalidNameException.class, () -> house.calls.create(house.terry, "a".repeat(4_000)));
    }

    @Test
    void anOperatorHoldsNoCall() {
        Caller operator = Caller.operator(house.workspace);

        assertEquals(
                "not-a-user",
                assertThrows(CallException.class, () -> house.calls.create(operator, "Ann"))
                        .code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"user-deactivated", "password-reset", "sessions-ended"})
    void aUserWhoseAccessEndsIsOutOfTheCallAtOnce(String type) {
        Page technician = house.technician(id);
        Page customer = house.customer(invited);
        Ticket ticket = house.calls.ticket(house.terry, id);
        Caller administrator =
                house.users.add(house.workspace, "ada", Role.ADMINISTRATOR).caller();

        house.watch.changed(
                administrator, new Change(type, house.technician.id().value(), Map.of()));

        assertEquals(Optional.of(Closing.ACCESS_ENDED), technician.closed);
        assertEquals(List.of("access-ended"), technician.problems());
        assertEquals(
                technician.id(),
                customer.last(org.sightline.calls.Signal.PeerLeft.class)
                        .participant()
                        .value());
        assertThrows(CallException.class, technician::resumed);
        assertThrows(CallException.class, () -> Page.joined(house, ticket.value()));
    }

    @Test
    void aUserWhoSignsOutIsOutOfTheCall() {
        Page technician = house.technician(id);

        house.watch.changed(house.terry, new Change("signed-out", "session-1", Map.of()));

        assertEquals(Optional.of(Closing.ACCESS_ENDED), technician.closed);
    }

    @Test
    void otherChangesAndOtherUsersLeaveTheCallAlone() {
        Page technician = house.technician(id);
        User other = house.users.add(house.workspace, "tom", Role.TECHNICIAN);

        house.watch.changed(
                house.terry, new Change("signed-in", house.technician.id().value(), Map.of()));
        house.watch.changed(
                house.terry, new Change("user-deactivated", other.id().value(), Map.of()));

        assertTrue(technician.closed.isEmpty());
    }

    @Test
    void aTicketIsWorthNothingOnceItsUserMayNotJoin() {
        Ticket ticket = house.calls.ticket(house.terry, id);
        house.access.refused = request -> request.action() == Action.CALL_JOIN;

        CallException refused = assertThrows(CallException.class, () -> Page.joined(house, ticket.value()));

        assertEquals("ticket-invalid", refused.code());
    }
}
