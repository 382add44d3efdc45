package org.sightline.calls.internal;

import org.sightline.calls.Call;
import org.sightline.calls.CallId;
import org.sightline.calls.Calls.Invited;
import org.sightline.calls.spi.InMemoryCallStore;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.User;
import org.sightline.tenancy.WorkspaceId;

/** The whole bundle on fakes, in one thread and on manual time. */
final class CallHouse {
    final ManualTimers time = new ManualTimers();
    final InMemoryCallStore store = new InMemoryCallStore();
    final FakeAudit audit = new FakeAudit();
    final FakeAccess access = new FakeAccess();
    final FakeRooms rooms = new FakeRooms();
    final FakeRecorder recorder = new FakeRecorder();
    final FakeUsers users = new FakeUsers();
    final FakeWorkspaces workspaces = new FakeWorkspaces();
    final FakeEvents events = new FakeEvents();
    final CallSettings settings = new CallSettings(24, 7, 12);
    final CallLedger ledger = new CallLedger(store, audit, events, time);
    final TicketOffice office = new TicketOffice(time);
    final InvitationDesk desk = new InvitationDesk(ledger, settings);
    final LiveCalls live =
            new LiveCalls(ledger, access, rooms, workspaces, settings, time, Runnable::run, time::nanos, () -> {});
    final WorkspaceCalls calls = new WorkspaceCalls(ledger, desk, office, live, access, users, workspaces);
    final TicketedSessions sessions = new TicketedSessions(office, live, ledger, access);
    final AccessWatch watch = new AccessWatch(live, office);

    final WorkspaceId workspace = WorkspaceId.fresh();
    final User technician = users.add(workspace, "terry", Role.TECHNICIAN);
    final Caller terry = technician.caller();

    CallHouse() {
        live.bindRecorder(recorder);
    }

    Invited invited() {
        return calls.create(terry, "Ann Customer");
    }

    Page technician(CallId call) {
        return Page.joined(this, calls.ticket(terry, call).value());
    }

    Page customer(Invited invited) {
        return Page.joined(this, calls.ticketFor(invited.token()).value());
    }

    Call stored(CallId id) {
        return store.find(workspace, id).orElseThrow();
    }

    /** A call of which both sides' media flow. */
    Pair connected() {
        Invited invited = invited();
        Page technician = technician(invited.call().id());
        Page customer = customer(invited);
        technician.connectMedia();
        customer.connectMedia();
        return new Pair(invited, technician, customer);
    }

    /** The same, recorded. */
    Pair recorded() {
        Pair pair = connected();
        pair.technician().consents(true);
        pair.customer().consents(true);
        return pair;
    }

    /** Both sides of a call. */
    record Pair(Invited invited, Page technician, Page customer) {
        CallId id() {
            return invited.call().id();
        }
    }
}
